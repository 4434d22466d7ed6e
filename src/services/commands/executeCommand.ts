import { randomBytes } from "node:crypto";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { type CommandEnd, commandExit, KILLED } from "./commandExit";
import { backgroundScript, type CommandText, foregroundScript } from "./commandScript";
import { formatHandle } from "./handle";
import { type ReachedWorkspace, reachWorkspace } from "./reachWorkspace";
import { runScript, type Script } from "./runScript";
import type { ScriptAnswer } from "./scriptAnswer";
import { commandFailure } from "./scriptFailures";
import { checkShellValue } from "./shellText";
import { type CapturedStream, capturedStream } from "./streams";
import { pathWord } from "./workspacePath";

const DEFAULT_TIMEOUT_SECONDS = 60;
/** Longest a command may be waited for. */
export const MAX_TIMEOUT_SECONDS = 1_800;

/** Linux starts no process with a longer argument or variable (MAX_ARG_STRLEN is 131,072). */
const MAX_WORD_BYTES = 100_000;
const MAX_STDIN_BYTES = 10_000_000;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/** Bytes of each stream that an answer shows; of a longer one both ends. */
const SHOWN_BYTES = 16_000;

/** Starting a background command takes no longer, in milliseconds. */
const BACKGROUND_START_MS = 30_000;

/** A command, where it runs and for how long. */
export interface ExecuteRequest {
  readonly workspace: string;
  readonly command: string;
  readonly workingDirectory?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | undefined;
  /** A background command without it runs until it ends. */
  readonly timeoutSeconds?: number | undefined;
  readonly background?: boolean | undefined;
  readonly startIfStopped?: boolean | undefined;
}

/** A background command is known by its handle, one that was waited for by its end. */
export type ExecuteResult =
  | { readonly kind: "background"; readonly handle: string; readonly processGroup: number | null }
  | {
      readonly kind: "ended";
      readonly end: CommandEnd;
      readonly exitCode: number;
      readonly durationMs: number;
      readonly stdout: CapturedStream;
      readonly stderr: CapturedStream;
      /** Something it started runs on and still holds its output. */
      readonly lingering: boolean;
      /** Where output was left out: get_command_output reads all of it. */
      readonly handle: string | null;
    };

/**
 * Runs a command in a workspace by bash, else sh, and waits for its end; in the background it answers at once. A
 * time limit and a cancelled call stop everything the command started.
 * @throws ValidationError(bad_argument) before any request for what cannot be run.
 */
export async function executeCommand(
  fleet: Fleet,
  request: ExecuteRequest,
  call: Call,
): Promise<ExecuteResult> {
  checkRequest(request);
  const stdin = Buffer.from(request.stdin ?? "");
  const text: CommandText = {
    id: randomBytes(16).toString("hex"),
    command: request.command,
    directory:
      request.workingDirectory === undefined ? null : pathWord(request.workingDirectory, "working_directory"),
    environment: request.environment ?? {},
    stdinBytes: stdin.length,
    limitSeconds: request.background === true ? (request.timeoutSeconds ?? 0) : 0,
  };
  const reached = await reachWorkspace(fleet, request.workspace, request.startIfStopped === true, call);
  const execution = { fleet, reached, request, text, stdin };
  return request.background === true ? inBackground(execution, call) : inForeground(execution, call);
}

/** A checked request, and where it runs. */
interface Execution {
  readonly fleet: Fleet;
  readonly reached: ReachedWorkspace;
  readonly request: ExecuteRequest;
  readonly text: CommandText;
  readonly stdin: Buffer;
}

async function inBackground(execution: Execution, call: Call): Promise<ExecuteResult> {
  const { reached, text } = execution;
  const script = { text: backgroundScript(text), limitMs: BACKGROUND_START_MS };
  const answer = await run(execution, script, call);
  return {
    kind: "background",
    handle: handleOf(reached, text.id),
    processGroup: answer.number("running") ?? null,
  };
}

async function inForeground(execution: Execution, call: Call): Promise<ExecuteResult> {
  const { reached, request, text } = execution;
  const report = progressReporter(call);
  const began = performance.now();
  const answer = await run(
    execution,
    {
      text: foregroundScript(text, SHOWN_BYTES),
      limitMs: (request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
      interruptible: true,
      recovery: `What it puts out is kept: get_command_output handle=${handleOf(reached, text.id)} shows it, and whether it still runs.`,
      onWaiting: (seconds) => {
        report(`The command has run for ${seconds} s`);
      },
    },
    call,
  );
  const stdout = capturedStream(answer, "out", reached.workspace.name);
  const stderr = capturedStream(answer, "err", reached.workspace.name);
  const exit = commandExit(answer);
  return {
    kind: "ended",
    end: exit?.end ?? "killed",
    exitCode: exit?.exitCode ?? KILLED,
    durationMs: exit?.durationMs ?? Math.round(performance.now() - began),
    stdout,
    stderr,
    lingering: exit?.lingering === true,
    handle: stdout.truncated || stderr.truncated ? handleOf(reached, text.id) : null,
  };
}

/** Runs the command's script with its input. @throws FleetError where it says that the command was not run */
async function run(
  { fleet, reached, request, stdin }: Execution,
  script: Script,
  call: Call,
): Promise<ScriptAnswer> {
  const answer = await runScript(fleet, reached, { ...script, payload: stdin }, call);
  const failed = answer.words("failed");
  if (failed !== undefined) throw commandFailure(failed, reached.workspace.name, request.workingDirectory);
  return answer;
}

function handleOf({ workspace, workspaceAgent }: ReachedWorkspace, commandId: string): string {
  return formatHandle({ workspaceId: workspace.id, workspaceAgentName: workspaceAgent.name, commandId });
}

function checkRequest(request: ExecuteRequest): void {
  if (request.command.trim() === "") {
    throw new ValidationError("bad_argument", {
      message: "command is blank.",
      hint: "Give the shell command to run.",
    });
  }
  checkShellValue(request.command, "command", MAX_WORD_BYTES);
  for (const [name, value] of Object.entries(request.environment ?? {})) {
    if (!VARIABLE.test(name)) {
      throw new ValidationError("bad_argument", {
        message: `${quoted(name)} cannot name an environment variable.`,
        hint: "Use letters, digits and underscores, not beginning with a digit.",
      });
    }
    checkShellValue(value, `environment.${name}`, MAX_WORD_BYTES);
  }
  if (Buffer.byteLength(request.stdin ?? "") > MAX_STDIN_BYTES) {
    throw new ValidationError("bad_argument", {
      message: `stdin has more than ${MAX_STDIN_BYTES} bytes.`,
      hint: "Put the material into a file with write_file and read it from there.",
    });
  }
}
