/** What a command put out, as a document. Pure. */
import type { ExecuteResult } from "../../services/commands/executeCommand";
import type { CapturedStream } from "../../services/commands/streams";
import type { Translate } from "../extension/translate";

export function commandText(
  command: string,
  result: ExecuteResult & { kind: "ended" },
  t: Translate,
): string {
  const how = {
    exited: t("exit code {0}", result.exitCode),
    timed_out: t("stopped at its time limit"),
    killed: t("killed"),
  }[result.end];
  const errors = streamText(result.stderr, t);
  return [
    `$ ${command}`,
    streamText(result.stdout, t),
    ...(errors === "" ? [] : [`--- stderr`, errors]),
    `--- ${how}, ${(result.durationMs / 1000).toFixed(1)} s`,
    "",
  ].join("\n");
}

function streamText({ head, tail, bytes }: CapturedStream, t: Translate): string {
  if (head.encoding === "base64" || tail?.encoding === "base64") {
    return t("{0} bytes that are no text", bytes);
  }
  const left = tail === null ? "" : `\n… ${t("the middle of {0} bytes is left out", bytes)} …\n${tail.text}`;
  return `${head.text}${left}`.replace(/\n$/u, "");
}
