import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { INITIALIZE, startProcess, UNREACHABLE, type ServerProcess } from "../support/serverProcess";

/** Starts a server and completes the handshake. */
async function connected(environment: Record<string, string> = UNREACHABLE): Promise<ServerProcess> {
  const server = startProcess(environment);
  server.send(INITIALIZE, { method: "notifications/initialized" });
  await server.next(({ id }) => id === "init");
  return server;
}

async function stillAnswers(server: ServerProcess): Promise<void> {
  server.send({ id: "still", method: "ping" });
  assert.deepEqual((await server.next(({ id }) => id === "still")).result, {});
  server.endInput();
  assert.equal(await server.exit(), 0);
}

describe("the stdio server with bad input", () => {
  it("answers a line that is not JSON, and stays up", async () => {
    const server = await connected();
    server.write("{nonsense\n");
    assert.match((await server.next(({ error }) => error?.code === -32700)).error?.message ?? "", /not JSON/);
    await stillAnswers(server);
  });

  it("answers JSON that is no message, with its id where it has one", async () => {
    const server = await connected();
    server.write('{"id":7,"method":"ping"}\n[]\nnull\n');
    const answer = await server.next(({ id, error }) => id === 7 && error !== undefined);
    assert.equal(answer.error?.code, -32600);
    await stillAnswers(server);
  });

  it("refuses a line of more than 10 MiB without keeping it", async () => {
    const server = await connected();
    const part = "x".repeat(1024 * 1024);
    for (let sent = 0; sent < 12; sent += 1) server.write(part);
    server.write("\n");
    const answer = await server.next(({ error }) => error?.code === -32600);
    assert.match(answer.error?.message ?? "", /10485760 bytes; this one has 12582912/);
    await stillAnswers(server);
  });

  it("refuses unknown methods and takes unknown notifications calmly", async () => {
    const server = await connected();
    server.send({ method: "notifications/unheard-of" }, { id: 3, method: "tools/destroy" });
    assert.equal((await server.next(({ id }) => id === 3)).error?.code, -32601);
    await stillAnswers(server);
  });

  it("answers a tools/call without a name, or with arguments that are no object, by an error", async () => {
    const server = await connected();
    server.send({ id: 4, method: "tools/call", params: {} });
    server.send({ id: 5, method: "tools/call", params: { name: "list_agents", arguments: "all" } });
    for (const wanted of [4, 5]) {
      assert.equal((await server.next(({ id }) => id === wanted)).error?.code, -32602);
    }
    await stillAnswers(server);
  });
});

describe("the stdio server's output and end", () => {
  it("writes protocol messages only to standard output, and nothing to standard error", async () => {
    const server = await connected();
    server.send({ id: 1, method: "tools/list" });
    server.send({ id: 2, method: "tools/call", params: { name: "list_agents", arguments: { foo: 1 } } });
    server.send({ id: 3, method: "tools/call", params: { name: "list_agents" } });
    await server.next(({ id }) => id === 2);
    await server.next(({ id }) => id === 3);
    server.endInput();
    assert.equal(await server.exit(), 0);
    assert.equal(server.lines.length, 4);
    for (const line of server.lines) assert.equal((JSON.parse(line) as { jsonrpc: string }).jsonrpc, "2.0");
    assert.equal(server.stderr(), "");
  });

  it("logs to standard error only, on request, and never the token", async () => {
    const server = await connected({ ...UNREACHABLE, CODER_MCP_LOG_LEVEL: "debug" });
    server.send({ id: 3, method: "tools/call", params: { name: "list_agents" } });
    await server.next(({ id }) => id === 3);
    server.endInput();
    await server.exit();
    assert.match(server.stderr(), /debug tool called tool="list_agents"/);
    assert.doesNotMatch(server.stderr() + server.lines.join(""), /test-token/);
  });

  describe("while a call waits for a deployment that does not answer", () => {
    let deployment: Server;
    let url: string;
    before(async () => {
      deployment = createServer(() => undefined).listen(0, "127.0.0.1");
      await new Promise((resolve) => deployment.once("listening", resolve));
      url = `http://127.0.0.1:${(deployment.address() as AddressInfo).port}`;
    });
    after(() => {
      deployment.closeAllConnections();
      deployment.close();
    });

    const waiting = async (environment: Record<string, string> = {}): Promise<ServerProcess> => {
      const server = await connected({ ...UNREACHABLE, CODER_URL: url, ...environment });
      const asked = new Promise((resolve) => deployment.once("request", resolve));
      server.send({ id: 9, method: "tools/call", params: { name: "list_agents" } });
      await asked;
      return server;
    };

    it("ends within a second when its input ends", async () => {
      const server = await waiting();
      server.endInput();
      assert.equal(await server.exit(1000), 0);
    });

    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      it(`ends within a second on ${signal}`, async () => {
        const server = await waiting();
        server.kill(signal);
        assert.equal(await server.exit(1000), 0);
      });
    }

    it("drops the request to the deployment when the caller cancels", async () => {
      const server = await connected({ ...UNREACHABLE, CODER_URL: url });
      const dropped = new Promise((resolve) =>
        deployment.once("request", (request) => request.once("close", resolve)),
      );
      const asked = new Promise((resolve) => deployment.once("request", resolve));
      server.send({ id: 9, method: "tools/call", params: { name: "list_agents" } });
      await asked;
      server.send({ method: "notifications/cancelled", params: { requestId: 9 } });
      await dropped;
      await stillAnswers(server);
      assert.equal(
        server.lines.some((line) => line.includes('"id":9')),
        false,
      );
    });

    it("gives up after --timeout with a NETWORK_ERROR that says how long it waited", async () => {
      const server = await waiting({ CODER_FLEET_TIMEOUT: "200ms" });
      const { result } = await server.next(({ id }) => id === 9);
      const { error } = result?.["structuredContent"] as { error: { reason: string; message: string } };
      assert.equal(error.reason, "timeout");
      assert.match(error.message, /within 0\.2 s/);
      await stillAnswers(server);
    });
  });
});
