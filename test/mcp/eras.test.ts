import assert from "node:assert/strict";
import { startServer, type ConnectedServer } from "../support/mcpClient";
import {
  INITIALIZE,
  MODERN_ENVELOPE,
  startProcess,
  UNREACHABLE,
  type Message,
} from "../support/serverProcess";
import { VERSION } from "../../src/models/version";

const modern = (id: number, method: string, params: Record<string, unknown> = {}): Message => ({
  id,
  method,
  params: { ...params, _meta: MODERN_ENVELOPE },
});

describe("the stdio server with an `initialize` client (SDK 1)", () => {
  let server: ConnectedServer;
  before(async () => {
    server = await startServer(UNREACHABLE);
  });
  after(() => server.close());

  it("introduces itself with name, title, version and short instructions", () => {
    const { name, title, version } = server.client.getServerVersion() ?? {};
    assert.deepEqual(
      { name, title, version },
      { name: "coder-fleet", title: "Coder Fleet", version: VERSION },
    );
    const instructions = server.client.getInstructions() ?? "";
    assert.match(instructions, /list_agents/);
    assert.ok(instructions.length < 800, "models read this before every conversation");
  });

  it("answers ping and lists tools in a fixed order", async () => {
    await server.client.ping();
    const first = await server.client.listTools();
    const second = await server.client.listTools();
    assert.ok(first.tools.length > 0);
    assert.deepEqual(first, second);
  });

  it("answers a failing call with a code, a hint and the structured error", async () => {
    await server.client.listTools();
    const result = await server.client.callTool({ name: "list_agents", arguments: { page: 0 } });
    assert.equal(result.isError, true);
    const [content] = result.content as { type: string; text: string }[];
    assert.match(content?.text ?? "", /^VALIDATION_ERROR: .*page.*\nHint: /);
    const { error } = result.structuredContent as { error: Record<string, unknown> };
    assert.equal(error["code"], "VALIDATION_ERROR");
    assert.equal(error["reason"], "bad_argument");
    assert.equal(error["retryable"], false);
  });

  it("says that an unreachable deployment is unreachable, and stays up", async () => {
    const result = await server.client.callTool({ name: "list_agents", arguments: {} });
    const { error } = result.structuredContent as { error: Record<string, unknown> };
    assert.equal(error["code"], "NETWORK_ERROR");
    assert.equal(error["reason"], "unreachable");
    assert.doesNotMatch(JSON.stringify(result), /test-token/);
    await server.client.ping();
  });

  it("names the tools a mistyped one could mean", async () => {
    await assert.rejects(
      server.client.callTool({ name: "list_agent", arguments: {} }),
      /There is no tool "list_agent"; did you mean list_agents/,
    );
  });
});

describe("the stdio server with a 2026-07-28 client", () => {
  it("is discovered, lists tools, both for clients to keep, and calls them without a handshake", async () => {
    const server = startProcess(UNREACHABLE);
    server.send(modern(1, "server/discover"));
    const discovered = await server.next(({ id }) => id === 1);
    assert.deepEqual(discovered.result?.["supportedVersions"], ["2026-07-28"]);

    server.send(modern(2, "tools/list"));
    const list = await server.next(({ id }) => id === 2);
    assert.ok((list.result?.["tools"] as unknown[]).length > 0);
    for (const { result } of [discovered, list]) {
      assert.equal(result?.["cacheScope"], "private");
      assert.equal(result["ttlMs"], 3_600_000);
    }

    server.send(modern(3, "tools/call", { name: "list_agents", arguments: { page: 0 } }));
    const call = await server.next(({ id }) => id === 3);
    assert.equal(call.result?.["isError"], true);
    const { error } = call.result["structuredContent"] as { error: { code: string } };
    assert.equal(error.code, "VALIDATION_ERROR");
    server.endInput();
    assert.equal(await server.exit(), 0);
  });

  it("offers the same tools as to an `initialize` client", async () => {
    const [old, recent] = [startProcess(UNREACHABLE), startProcess(UNREACHABLE)];
    old.send(INITIALIZE, { method: "notifications/initialized" }, { id: 2, method: "tools/list" });
    recent.send(modern(2, "tools/list"));
    const lists = await Promise.all([old, recent].map((server) => server.next(({ id }) => id === 2)));
    assert.deepEqual(lists[0]?.result?.["tools"], lists[1]?.result?.["tools"]);
    for (const server of [old, recent]) {
      server.endInput();
      assert.equal(await server.exit(), 0);
    }
  });
});
