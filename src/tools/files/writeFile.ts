import * as z from "zod";
import { previewWorkspace } from "../../services/workspaces/previewWorkspace";
import { WRITE_MODES, writeFile } from "../../services/files/writeFile";
import { DESTRUCTIVE } from "../annotations";
import { optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { runningWorkspace } from "../workspaceArguments";

export const writeFileTool = defineTool({
  name: "write_file",
  title: "Write file",
  toolsets: ["files"],
  description:
    "Write a file of a workspace, whole or not at all; parents are made, the mode is kept. Give expected_sha256 from read_file so that nobody's change is lost.",
  annotations: DESTRUCTIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    workspace: runningWorkspace,
    path: z.string().describe("Relative to the workspace agent's directory; ~ is home"),
    content: z.string(),
    encoding: optional(z.enum(["utf8", "base64"])),
    mode: optional(z.enum(WRITE_MODES)).describe("Default overwrite; create refuses an existing file"),
    expected_sha256: optionalText,
    start_if_stopped: optional(z.boolean()),
  }),
  output: z.object({ path: z.string(), size: z.int(), sha256: z.string(), created: z.boolean() }),
  preview: ({ workspace, path, content, mode }, fleet, call) =>
    previewWorkspace(
      fleet,
      workspace,
      () => [`${mode ?? "overwrite"}: its file ${path} gets ${Buffer.byteLength(content)} bytes of content.`],
      call,
    ),
  run: (args, fleet, call) =>
    writeFile(
      fleet,
      {
        workspace: args.workspace,
        path: args.path,
        content: args.content,
        encoding: args.encoding,
        mode: args.mode,
        expectedSha256: args.expected_sha256,
        startIfStopped: args.start_if_stopped,
      },
      call,
    ),
  text: ({ path, size, sha256, created }) =>
    `${created ? "Created" : "Wrote"} ${path}: ${size} bytes, sha256 ${sha256}`,
});
