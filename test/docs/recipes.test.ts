/** CONTRIBUTING's recipes, followed to the letter in a scratch copy of the sources; the command's in test/vscode/ui. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { startOriginProxy } from "../support/originProxy";
import { addBackend, addCommand, addTool, ScratchCopy } from "../support/scratchCopy";
import { serverEnvironment } from "../support/serverProcess";
import { startGateway } from "../vscode/support/gateway";
import { ROOT } from "./pages";

describe("CONTRIBUTING", function () {
  // All the sources are type checked once.
  this.timeout(300_000);
  let copy: ScratchCopy;
  let deployment: EmbeddedDeployment;

  before(async () => {
    deployment = await startEmbedded({ generation: "tasks", agents: 2 });
    copy = new ScratchCopy();
    addTool(copy);
    addCommand(copy);
    addBackend(copy);
    copy.run("esbuild.mjs");
  });
  after(async () => {
    copy.remove();
    await deployment.stop();
  });

  /** What a tool of the copy's server answers. */
  const call = async (name: string, url: string) => {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [join(copy.folder, "dist/server.js")],
        env: serverEnvironment({ CODER_URL: url, CODER_SESSION_TOKEN: deployment.token }),
        stderr: "ignore",
      }),
    );
    try {
      return await client.callTool({ name, arguments: {} });
    } finally {
      await client.close();
    }
  };

  it("says nothing that does not compile", () => {
    copy.run(join(ROOT, "node_modules/typescript/bin/tsc"), "--noEmit");
  });

  it("adds a tool that a client can call", async () => {
    const { content } = await call("get_deployment_version", deployment.url);
    assert.match(JSON.stringify(content), /v2\./);
  });

  it("adds a backend that is used where the deployment answers its route", async () => {
    const sessions = createServer((_request, response) => {
      response.setHeader("content-type", "application/json").end("[]");
    }).listen(0, "127.0.0.1");
    await once(sessions, "listening");
    const proxy = await startOriginProxy();
    const seen = await startGateway(proxy.origin);
    try {
      proxy.route("/", deployment.url);
      const lists = () => seen.requests.filter((path) => path.includes("has-ai-task"));
      await call("list_agents", seen.url);
      assert.deepEqual(lists(), []);

      const { port } = sessions.address() as AddressInfo;
      proxy.route("/api/v2/sessions", `http://127.0.0.1:${String(port)}`);
      const { isError } = await call("list_agents", seen.url);
      assert.notEqual(isError, true);
      assert.equal(lists().length, 1, seen.requests.join("\n"));
    } finally {
      await seen.stop();
      await proxy.stop();
      sessions.close();
    }
  });
});
