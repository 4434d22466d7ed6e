/** Commands, files and processes through the built stdio server, as clients start it. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { tools } from "../support/failures";
import { startServer, type ConnectedServer } from "../support/mcpClient";

const LIMIT_MS = 30_000;

describe("commands and files over stdio", function () {
  this.timeout(LIMIT_MS * 2);
  let deployment: EmbeddedDeployment;
  let workspace: string;
  const open = (args: readonly string[] = []) =>
    startServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, args);

  before(async () => {
    deployment = await startEmbedded({ agents: 3, speed: 30 });
    const server = await open();
    const { agents } = z
      .object({ agents: z.array(z.object({ name: z.string(), status: z.string() })) })
      .parse(await call(server, "list_agents"));
    workspace = agents.find(({ status }) => status === "idle" || status === "busy")?.name ?? "";
    await server.close();
  });
  after(() => deployment.stop());

  it("start a command in the background that a server started later reads to its end", async () => {
    const first = await open();
    const { handle } = z.object({ handle: z.string() }).parse(
      await call(first, "execute_command", {
        workspace,
        command: "echo begun; while [ ! -e go ]; do sleep 0.2; done; echo ended; exit 7",
        background: true,
      }),
    );
    await first.close();

    const second = await open();
    const output = z.object({ state: z.string(), exit_code: z.int().nullable(), content: z.string() });
    const look = async () => output.parse(await call(second, "get_command_output", { handle }));
    const deadline = Date.now() + LIMIT_MS;
    while ((await look()).content === "") assert.ok(Date.now() < deadline, "it never began");
    assert.deepEqual(await look(), { state: "running", exit_code: null, content: "begun\n" });
    await call(second, "write_file", { workspace, path: "go", content: "" });
    while ((await look()).state === "running") {
      assert.ok(Date.now() < deadline, "it never ended");
      await sleep(100);
    }
    assert.deepEqual(await look(), { state: "exited", exit_code: 7, content: "begun\nended\n" });
    await second.close();
  });

  it("leave only those that read to a read-only server", async () => {
    const server = await open(["--read-only", "--toolsets", "commands,files"]);
    assert.deepEqual((await tools(server)).map(({ name }) => name).sort(), [
      "get_command_output",
      "list_directory",
      "list_processes",
      "read_file",
    ]);
    const listed = z
      .object({ entries: z.array(z.object({ name: z.string() })) })
      .parse(await call(server, "list_directory", { workspace }));
    assert.ok(listed.entries.length > 0);
    await server.close();
  });
});

async function call(
  { client }: ConnectedServer,
  name: string,
  args: Record<string, unknown> = {},
): Promise<unknown> {
  const answer = await client.callTool({ name, arguments: args });
  assert.notEqual(answer.isError, true, JSON.stringify(answer.content));
  return answer.structuredContent;
}
