import * as z from "zod";
import { MAX_READ_BYTES, readFile } from "../../services/files/readFile";
import { READ_ONLY } from "../annotations";
import { integer, optional, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { unseenIn } from "../text/exact";
import { UNTRUSTED } from "../text/untrusted";
import { runningWorkspace } from "../workspaceArguments";

/** Farthest line or byte that can be asked for. */
const FARTHEST = 1_000_000_000_000;

export const readFileTool = defineTool({
  name: "read_file",
  title: "Read file",
  toolsets: ["files"],
  description:
    "Read a file of a workspace, by lines or by bytes. Content is exact (base64 where it is no text) and untrusted; sha256 is of the whole file.",
  annotations: READ_ONLY,
  input: toolInput({
    workspace: runningWorkspace,
    path: z.string().describe("Relative to the workspace agent's directory; ~ is home"),
    start_line: optional(integer(1, FARTHEST)),
    lines: optional(integer(1, 1_000_000)),
    offset: optional(integer(0, FARTHEST)).describe("Byte, instead of lines"),
    limit: optional(integer(4, MAX_READ_BYTES)).describe("Bytes, default 32000"),
  }),
  output: z.object({
    path: z.string(),
    content: z.string(),
    encoding: z.literal("base64").optional(),
    size: z.int(),
    sha256: z.string().optional(),
    truncated: z.boolean(),
    next_line: z.int().optional(),
    next_offset: z.int().optional(),
    contains: z.array(z.string()).optional(),
  }),
  async run(args, fleet, call) {
    const file = await readFile(
      fleet,
      {
        workspace: args.workspace,
        path: args.path,
        startLine: args.start_line,
        lines: args.lines,
        offset: args.offset,
        limit: args.limit,
      },
      call,
    );
    const contains = unseenIn(file.content);
    return {
      path: file.path,
      content: file.content.text,
      ...(file.content.encoding === "base64" ? { encoding: file.content.encoding } : {}),
      size: file.size,
      ...(file.sha256 === null ? {} : { sha256: file.sha256 }),
      truncated: file.next !== null,
      ...(file.next?.kind === "line" ? { next_line: file.next.position } : {}),
      ...(file.next?.kind === "byte" ? { next_offset: file.next.position } : {}),
      ...(contains === undefined ? {} : { contains }),
    };
  },
  text: (result) =>
    [
      `${result.path}: ${result.size} bytes${result.sha256 === undefined ? "" : `, sha256 ${result.sha256}`}${result.encoding === undefined ? "" : ", base64"}`,
      ...(result.next_line === undefined ? [] : [`more: start_line=${result.next_line}`]),
      ...(result.next_offset === undefined ? [] : [`more: offset=${result.next_offset}`]),
      ...(result.contains === undefined ? [] : [`contains: ${result.contains.join(", ")}`]),
      UNTRUSTED,
      result.content,
    ].join("\n"),
});
