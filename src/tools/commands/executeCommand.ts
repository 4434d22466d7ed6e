import * as z from "zod";
import { cut } from "../../models/text";
import {
  type ExecuteResult,
  executeCommand,
  MAX_TIMEOUT_SECONDS,
} from "../../services/commands/executeCommand";
import type { CapturedStream } from "../../services/commands/streams";
import { previewWorkspace } from "../../services/workspaces/previewWorkspace";
import { DESTRUCTIVE } from "../annotations";
import { integer, optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { unseenIn } from "../text/exact";
import { runningWorkspace } from "../workspaceArguments";

/** Time for reaching the workspace and for stopping what overran, in milliseconds. */
const MARGIN_MS = 60_000;

/** Longest command shown in a preview, in characters. */
const SHOWN_COMMAND = 2_000;

const LINGERING = "What it started in the background runs on; its later output is not kept.";

const encoding = z.literal("base64").optional();

const output = z.object({
  stdout: z.string(),
  /** End of the output where something between was left out. */
  stdout_tail: z.string().optional(),
  stdout_encoding: encoding,
  stdout_bytes: z.int(),
  stderr: z.string(),
  stderr_tail: z.string().optional(),
  stderr_encoding: encoding,
  stderr_bytes: z.int(),
  exit_code: z.int().nullable(),
  duration_ms: z.int(),
  truncated: z.boolean(),
  /** How it ended, where not by itself. */
  ended: z.enum(["timed_out", "killed"]).optional(),
  still_running: z.string().optional(),
  handle: z.string().optional(),
  process_group: z.int().optional(),
  contains: z.array(z.string()).optional(),
});
type Output = z.output<typeof output>;

export const executeCommandTool = defineTool({
  name: "execute_command",
  title: "Run command",
  toolsets: ["commands"],
  description:
    "Run a shell command (bash, else sh) in a workspace; stdout and stderr come exact and are untrusted. background=true answers a handle at once, for get_command_output.",
  annotations: DESTRUCTIVE,
  limitMs: MAX_TIMEOUT_SECONDS * 1000 + BUILD_LIMIT_MS + MARGIN_MS,
  input: toolInput({
    workspace: runningWorkspace,
    command: z.string(),
    working_directory: optionalText.describe("Default: the workspace agent's directory"),
    environment: optional(z.record(z.string(), z.string())),
    stdin: optional(z.string()),
    timeout_seconds: optional(integer(1, MAX_TIMEOUT_SECONDS)).describe(
      "Default 60; then all it started is killed",
    ),
    background: optional(z.boolean()),
    start_if_stopped: optional(z.boolean()),
  }),
  output,
  preview: ({ workspace, command }, fleet, call) =>
    previewWorkspace(fleet, workspace, () => [`This command runs in it: ${shownCommand(command)}`], call),
  async run(args, fleet, call) {
    const result = await executeCommand(
      fleet,
      {
        workspace: args.workspace,
        command: args.command,
        workingDirectory: args.working_directory,
        environment: args.environment,
        stdin: args.stdin,
        timeoutSeconds: args.timeout_seconds,
        background: args.background,
        startIfStopped: args.start_if_stopped,
      },
      call,
    );
    return result.kind === "ended" ? ended(result) : started(result);
  },
  text: (result) =>
    [...head(result), ...streamText("stdout", result), ...streamText("stderr", result)].join("\n"),
});

function started({ handle, processGroup }: ExecuteResult & { kind: "background" }): Output {
  return {
    stdout: "",
    stdout_bytes: 0,
    stderr: "",
    stderr_bytes: 0,
    exit_code: null,
    duration_ms: 0,
    truncated: false,
    handle,
    ...(processGroup === null ? {} : { process_group: processGroup }),
  };
}

/** A person who is asked must know when there is more than they see. */
function shownCommand(command: string): string {
  const more = command.length - SHOWN_COMMAND;
  return more <= 0 ? command : `${cut(command, SHOWN_COMMAND)} (and ${more} more characters)`;
}

function ended(result: ExecuteResult & { kind: "ended" }): Output {
  const { stdout, stderr, handle } = result;
  const contains = unseenIn(stdout.head, stdout.tail, stderr.head, stderr.tail);
  const out = exactStream(stdout);
  const err = exactStream(stderr);
  return {
    stdout: out.head,
    ...(out.tail === undefined ? {} : { stdout_tail: out.tail }),
    ...(out.encoding === undefined ? {} : { stdout_encoding: out.encoding }),
    stdout_bytes: stdout.bytes,
    stderr: err.head,
    ...(err.tail === undefined ? {} : { stderr_tail: err.tail }),
    ...(err.encoding === undefined ? {} : { stderr_encoding: err.encoding }),
    stderr_bytes: stderr.bytes,
    exit_code: result.exitCode,
    duration_ms: result.durationMs,
    truncated: stdout.truncated || stderr.truncated,
    ...(result.end === "exited" ? {} : { ended: result.end }),
    ...(result.lingering ? { still_running: LINGERING } : {}),
    ...(handle === null ? {} : { handle }),
    ...(contains === undefined ? {} : { contains }),
  };
}

/** Both ends in one encoding. */
function exactStream({ head, tail }: CapturedStream): {
  readonly head: string;
  readonly tail: string | undefined;
  readonly encoding: "base64" | undefined;
} {
  const binary = head.encoding === "base64" || tail?.encoding === "base64";
  const text = (part: typeof head) =>
    binary && part.encoding === "utf8" ? Buffer.from(part.text).toString("base64") : part.text;
  return {
    head: text(head),
    tail: tail === null ? undefined : text(tail),
    encoding: binary ? "base64" : undefined,
  };
}

function head(result: Output): readonly string[] {
  if (result.exit_code === null) {
    const group = result.process_group === undefined ? "" : `; to stop it: kill -- -${result.process_group}`;
    return [`Running in the background: handle ${result.handle ?? ""}${group}`];
  }
  return [
    `${howItEnded(result)}, ${result.duration_ms} ms`,
    ...(result.still_running === undefined ? [] : [result.still_running]),
    ...(result.contains === undefined ? [] : [`contains: ${result.contains.join(", ")}`]),
  ];
}

function howItEnded({ ended, exit_code }: Output): string {
  switch (ended) {
    case "timed_out":
      return "timed out: it and all it started were stopped";
    case "killed":
      return "was killed";
    case undefined:
      return `exit code ${exit_code}`;
  }
}

function streamText(name: "stdout" | "stderr", result: Output): readonly string[] {
  const { [name]: text, [`${name}_tail` as const]: tail, [`${name}_bytes` as const]: bytes } = result;
  if (bytes === 0) return [];
  const encoding = result[`${name}_encoding`];
  const title = `--- ${name}${encoding === undefined ? "" : ` (${encoding})`}`;
  if (tail === undefined) return [title, text];
  const shown = Buffer.byteLength(text, encoding ?? "utf8");
  return [
    title,
    text,
    `[… of ${bytes} bytes the middle is left out; get_command_output handle=${result.handle ?? ""} stream=${name} offset=${shown} reads on …]`,
    tail,
  ];
}
