/** What the scripts of all file tools share. */
import { posix } from "node:path";
import type { Call } from "../../models/call";
import { CoderApiError, type FleetError, ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";
import { reachWorkspace } from "../commands/reachWorkspace";
import { runScript, type Script } from "../commands/runScript";
import type { ScriptAnswer } from "../commands/scriptAnswer";
import type { Fleet } from "../fleet";

/** Longest time of reading or listing, in milliseconds; hashing a large file takes a while. */
export const FILE_LIMIT_MS = 60_000;

/** `sum` hashes standard input; `where` tells the directories that relative paths start in. */
export const FILE_FUNCTIONS = `
sum() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi; }
where() { printf '%s\\0%s' "$PWD" "\${HOME:-}" | blob where; }
`;

/**
 * Runs shell text about a path in a workspace. Answers what it said, and the workspace's name.
 * @throws FleetError about the path where the text says `fail`
 */
export async function runFileScript(
  fleet: Fleet,
  request: {
    readonly workspace: string;
    readonly path: string;
    readonly startIfStopped?: boolean | undefined;
  },
  script: Script,
  call: Call,
): Promise<{ readonly answer: ScriptAnswer; readonly workspace: string }> {
  const reached = await reachWorkspace(fleet, request.workspace, request.startIfStopped === true, call);
  const { name } = reached.workspace;
  const answer = await runScript(fleet, reached, script, call);
  const failed = answer.words("failed");
  if (failed !== undefined) throw fileFailure(failed, request.path, name);
  return { answer, workspace: name };
}

/** The absolute path that a caller meant, as the workspace has it. */
export function absolutePath(answer: ScriptAnswer, path: string): string {
  const [directory = "/", home = "/"] = (answer.blob("where") ?? Buffer.alloc(0)).toString().split("\0");
  return path === "~" || path.startsWith("~/")
    ? posix.join(home, path.slice(1))
    : posix.resolve(directory || "/", path);
}

/** What a script answers behind `failed`, as an error about the path. */
function fileFailure(words: readonly string[], path: string, workspace: string): FleetError {
  const where = `${quoted(path)} in workspace '${workspace}'`;
  const refusal = (message: string, hint: string, reason: "bad_argument" | "conflict" = "bad_argument") =>
    new ValidationError(reason, { message, hint });
  switch (words[0]) {
    case "missing":
      return refusal(
        `There is no ${where}.`,
        "list_directory shows what is there; relative paths start in the workspace agent's directory.",
      );
    case "directory":
      return refusal(`${where} is a directory.`, "list_directory shows what is in it.");
    case "special":
      return refusal(
        `${where} is neither a file nor a link to one.`,
        "Pipes, sockets and devices can only be used by execute_command.",
      );
    case "notdirectory":
      return refusal(`${where} is no directory.`, "read_file reads a file.");
    case "exists":
      return refusal(
        `${where} exists already; nothing was written.`,
        "Read it first, then write with mode=overwrite and expected_sha256.",
        "conflict",
      );
    case "notempty":
      return refusal(
        `${where} is not empty; nothing was removed.`,
        "Remove what is in it first.",
        "conflict",
      );
    case "changed":
      return new ValidationError("conflict", {
        message: `${where} is not what expected_sha256 says; nothing was written.`,
        hint: "Somebody changed it: read it again, bring your change into what is there now, and write that.",
        details: { related: [words[1] ?? "there is no such file"] },
      });
    case "denied":
      return new CoderApiError("permission_denied", {
        message: `${where} is not open to the workspace's user, or its disk takes nothing more.`,
        hint: "Look at its owner, mode and disk with list_directory and execute_command.",
      });
    case "tools":
      return new CoderApiError("unsupported_by_deployment", {
        message: `Workspace '${workspace}' has no stat command.`,
        hint: "It needs coreutils or busybox; execute_command may do it otherwise.",
      });
    default:
      return new CoderApiError("unexpected_answer", {
        message: `${where} was not written: its content did not arrive whole.`,
        hint: "Try again.",
        retryable: true,
      });
  }
}
