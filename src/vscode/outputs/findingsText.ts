/** What the doctor found, as a document. Pure. */
import { singleLine } from "../../models/text";
import type { Finding } from "../../services/doctor/finding";
import { personText } from "../extension/errorText";
import type { Translate } from "../extension/translate";

const MARKS: Readonly<Record<Finding["status"], string>> = { ok: "✓", note: "!", failed: "✗", skipped: "-" };
/** Width of the column with the names of the checks, in characters. */
const NAME_WIDTH = 14;

/** A line each, what to do below it, and last how many are to be mended. */
export function findingsText(url: string, findings: readonly Finding[], t: Translate): string {
  const failures = findings.filter(({ status }) => status === "failed").length;
  const end =
    failures === 0
      ? t("All is well.")
      : failures === 1
        ? t("1 thing to mend.")
        : t("{0} things to mend, from the top.", failures);
  return [url, "", ...findings.flatMap(lines), "", end, ""].join("\n");
}

function lines({ check, status, message, hint }: Finding): readonly string[] {
  const indent = " ".repeat(NAME_WIDTH + 2);
  return [
    `${MARKS[status]} ${check.padEnd(NAME_WIDTH)}${said(message)}`,
    ...(hint === undefined ? [] : [`${indent}→ ${said(hint)}`]),
  ];
}

/** In the words of VS Code, and with nothing in it that a deployment could hide there. */
function said(text: string): string {
  return personText(singleLine(text));
}
