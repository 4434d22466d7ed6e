import { ConfigurationError } from "../models/configuration";
import { seriesOf } from "../services/audit/auditFiles";
import { verifySeries, type Verification } from "../services/audit/verify";
import { readEnvironment } from "../services/configuration/given";
import { SETTINGS } from "../services/configuration/settings";
import { keyFile } from "../services/configuration/values";
import type { CommandLine } from "./commandLine";

/**
 * `audit verify FILE`: prints count, head and findings of each series of files.
 * @returns whether nothing was found wrong
 * @throws ConfigurationError where there is no such log, or its key cannot be read
 */
export function verifyAudit({ words, settings, values }: CommandLine): boolean {
  const [action, file = ""] = words;
  if (action !== "verify") {
    throw new ConfigurationError(`${JSON.stringify(action)} is no action on an audit log; allowed: verify`);
  }
  const series = seriesOf(file);
  if (series.length === 0) {
    throw new ConfigurationError(
      `There is no audit log ${JSON.stringify(file)}; allowed: what --audit-log names, or one of its files`,
    );
  }
  const { auditKeyFile } = { ...readEnvironment(process.env), ...settings };
  const key = auditKeyFile === undefined ? undefined : keyFile(auditKeyFile, SETTINGS.auditKeyFile.allowed);
  const checked = series.map((files) => verifySeries(files, key));
  const expected = values.get("expect-head");
  const ends = expected === undefined || checked.some(({ head }) => head === expected.trim().toLowerCase());
  const text = checked.flatMap(report);
  if (!ends)
    text.push(
      `WRONG: no log here ends with ${expected}: lines at its end are missing, or it is another log.`,
    );
  process.stdout.write(`${text.join("\n")}\n`);
  return ends && checked.every(({ findings }) => findings.length === 0);
}

function report({ files, count, head, findings, notes }: Verification): readonly string[] {
  return [
    `${files.at(-1)}: ${count} lines in ${files.length} file${files.length === 1 ? "" : "s"}, head ${head}`,
    ...findings.map((finding) => `WRONG: ${finding}`),
    ...notes.map((note) => `note: ${note}`),
    findings.length === 0 ? "intact" : "NOT intact",
  ];
}
