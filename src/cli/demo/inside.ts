import * as z from "zod";
import type { Screen } from "../screen";
import type { ToolClient } from "./toolClient";

const commandSchema = z.object({ stdout: z.string(), exit_code: z.number(), duration_ms: z.number() });
const fileSchema = z.object({ path: z.string(), content: z.string(), sha256: z.string(), size: z.number() });
const writtenSchema = z.object({ path: z.string(), size: z.number(), created: z.boolean() });

const FILE = "NOTES.md";
const LINE = "Reviewed: the parser has a test now.";

/** Inside the agent's workspace: runs a command and edits a file so that nobody's change is lost. */
export async function lookInside(client: ToolClient, screen: Screen, workspace: string): Promise<void> {
  const command = "uname -s && ls -A && git log --oneline -3 2>/dev/null || true";
  screen.heading(`execute_command in ${workspace}: ${command}`);
  const ran = await client.call("execute_command", { workspace, command }, commandSchema);
  for (const line of ran.stdout.split("\n").slice(0, 8)) screen.dim(line);
  check(ran.exit_code === 0, `the command ended with ${ran.exit_code}`);
  screen.done(`exit code ${ran.exit_code} in ${ran.duration_ms} ms`);

  screen.heading(`write_file and read_file ${FILE}`);
  const written = await client.call(
    "write_file",
    { workspace, path: FILE, content: "# Notes\n" },
    writtenSchema,
  );
  const { content, sha256 } = await client.call("read_file", { workspace, path: FILE }, fileSchema);
  const edit = { workspace, path: FILE, content: `${content}\n${LINE}\n`, expected_sha256: sha256 };
  await client.call("write_file", edit, writtenSchema);
  const edited = await client.call("read_file", { workspace, path: FILE }, fileSchema);
  check(edited.content === edit.content, `${FILE} does not hold what was written`);
  screen.done(`${written.created ? "created" : "replaced"} and edited ${edited.path}, ${edited.size} bytes`);
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`Not as it should be: ${otherwise}.`);
}
