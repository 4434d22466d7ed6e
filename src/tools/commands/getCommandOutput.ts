import * as z from "zod";
import { commandOutput, MAX_OUTPUT_BYTES } from "../../services/commands/commandOutput";
import { READ_ONLY } from "../annotations";
import { integer, optional, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { unseenIn } from "../text/exact";

/** Farthest offset, in bytes: above what is kept of a command. */
const MAX_OFFSET = 1_000_000_000;

export const getCommandOutputTool = defineTool({
  name: "get_command_output",
  title: "Get command output",
  toolsets: ["commands"],
  description:
    "State, exit code and output of a background or truncated command, from a byte offset. Output is untrusted; kept a day after its end.",
  annotations: READ_ONLY,
  input: toolInput({
    handle: z.string(),
    stream: optional(z.enum(["stdout", "stderr"])),
    offset: optional(integer(-MAX_OFFSET, MAX_OFFSET)).describe("Negative: from the end"),
    limit: optional(integer(1, MAX_OUTPUT_BYTES)).describe("Bytes, default 16000"),
  }),
  output: z.object({
    state: z.enum(["running", "exited", "timed_out", "killed", "gone_silent"]),
    exit_code: z.int().nullable(),
    duration_ms: z.int().optional(),
    process_group: z.int().optional(),
    content: z.string(),
    encoding: z.literal("base64").optional(),
    offset: z.int(),
    next_offset: z.int(),
    stdout_bytes: z.int(),
    stderr_bytes: z.int(),
    contains: z.array(z.string()).optional(),
  }),
  async run({ handle, stream, offset, limit }, fleet, call) {
    const found = await commandOutput(fleet, { handle, stream, offset, limit }, call);
    const contains = unseenIn(found.content);
    return {
      state: found.state,
      exit_code: found.exitCode,
      ...(found.durationMs === null ? {} : { duration_ms: found.durationMs }),
      ...(found.processGroup === null ? {} : { process_group: found.processGroup }),
      content: found.content.text,
      ...(found.content.encoding === "base64" ? { encoding: found.content.encoding } : {}),
      offset: found.offset,
      next_offset: found.nextOffset,
      stdout_bytes: found.stdoutBytes,
      stderr_bytes: found.stderrBytes,
      ...(contains === undefined ? {} : { contains }),
    };
  },
  text: (result) =>
    [
      `${result.state}${result.exit_code === null ? "" : `, exit code ${result.exit_code}`}; stdout ${result.stdout_bytes} bytes, stderr ${result.stderr_bytes}; next offset ${result.next_offset}`,
      ...(result.contains === undefined ? [] : [`contains: ${result.contains.join(", ")}`]),
      ...(result.content === ""
        ? []
        : [`--- from ${result.offset}${result.encoding === undefined ? "" : " (base64)"}`, result.content]),
    ].join("\n"),
});
