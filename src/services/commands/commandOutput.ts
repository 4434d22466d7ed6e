import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { type CommandEnd, commandExit } from "./commandExit";
import { commandFolder } from "./commandScript";
import { parseHandle } from "./handle";
import { reachWorkspace } from "./reachWorkspace";
import { runScript } from "./runScript";
import type { ScriptAnswer } from "./scriptAnswer";
import { damaged } from "./scriptErrors";
import { type ExactText, exactText, wholeCharacters } from "./streams";

const DEFAULT_OUTPUT_BYTES = 16_000;
/** Most bytes of one read. */
export const MAX_OUTPUT_BYTES = 64_000;

const LIMIT_MS = 30_000;

/** Which part of a command's output. */
export interface OutputRequest {
  readonly handle: string;
  readonly stream?: "stdout" | "stderr" | undefined;
  /** In bytes; negative counts from the end. */
  readonly offset?: number | undefined;
  /** In bytes. */
  readonly limit?: number | undefined;
}

/** `gone_silent`: its supervisor ended without a result, as when the workspace was restarted. */
type CommandState = "running" | "gone_silent" | CommandEnd;

/** A command's state, and a part of what it has put out. */
export interface CommandOutput {
  readonly state: CommandState;
  /** Null while it has none. */
  readonly exitCode: number | null;
  readonly durationMs: number | null;
  /** Process group, while it runs. */
  readonly processGroup: number | null;
  readonly content: ExactText;
  readonly offset: number;
  readonly nextOffset: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
}

/**
 * What a command has put out so far, and how it ended; from any process, as long as the workspace keeps it (a day
 * after its end).
 * @throws ValidationError(bad_argument) for what is no handle, before any request, and where nothing is kept.
 */
export async function commandOutput(
  fleet: Fleet,
  request: OutputRequest,
  call: Call,
): Promise<CommandOutput> {
  const handle = parseHandle(request.handle);
  const name = `${handle.workspaceId}.${handle.workspaceAgentName}`;
  const reached = await reachWorkspace(fleet, name, false, call);
  const file = (request.stream ?? "stdout") === "stdout" ? "out" : "err";
  const limit = request.limit ?? DEFAULT_OUTPUT_BYTES;
  const text = outputScript(handle.commandId, file, request.offset ?? 0, limit);
  const answer = await runScript(fleet, reached, { text, limitMs: LIMIT_MS }, call);
  if (answer.words("failed") !== undefined) throw nothingKept(reached.workspace.name);
  return read(answer, reached.workspace.name);
}

/** No link is followed on the way to what is read. */
function outputScript(id: string, file: "out" | "err", offset: number, limit: number): string {
  return `${commandFolder(id)}
own "$B" && own "$J" && [ ! -L "$J/${file}" ] && [ -f "$J/${file}" ] || fail gone
if [ ! -s "$J/exit" ] && supervised "$J"; then say running "$job"; fi
read -r code why t0 t1 rest 2>/dev/null <"$J/exit" && say exit "$code" "$why" "$t0" "$t1"
out=$(wc -c <"$J/out") err=$(wc -c <"$J/err")
say sizes $out $err
size=$${file} from=${offset}
[ "$from" -lt 0 ] && from=$((size + from))
[ "$from" -lt 0 ] && from=0
[ "$from" -gt "$size" ] && from=$((size))
say from "$from" "$((size))"
tail -c +$((from + 1)) "$J/${file}" | head -c ${limit} | blob data
say end
`;
}

function read(answer: ScriptAnswer, workspace: string): CommandOutput {
  const data = answer.blob("data");
  const offset = answer.number("from");
  const total = answer.number("from", 1);
  if (data === undefined || offset === undefined || total === undefined) throw damaged(workspace);
  const exit = commandExit(answer);
  const state = exit?.end ?? (answer.words("running") === undefined ? "gone_silent" : "running");
  // A character that is cut, or not yet whole, is left for the next call; but something is always read.
  const cut = offset + data.length < total || state === "running" ? wholeCharacters(data, "end") : data;
  const content = cut.length === 0 ? data : cut;
  return {
    state,
    exitCode: exit?.exitCode ?? null,
    durationMs: exit?.durationMs ?? null,
    processGroup: answer.number("running") ?? null,
    content: exactText(content),
    offset,
    nextOffset: offset + content.length,
    stdoutBytes: answer.number("sizes") ?? 0,
    stderrBytes: answer.number("sizes", 1) ?? 0,
  };
}

function nothingKept(workspace: string): ValidationError {
  return new ValidationError("bad_argument", {
    message: `Workspace '${workspace}' keeps no output under this handle.`,
    hint: "Output is kept for a day after a command's end, and while the workspace's home directory is; run the command again.",
  });
}
