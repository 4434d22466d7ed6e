import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { CLIENTS, connectSdk1 } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { send, sendBytes } from "../../support/rawHttp";
import { UNREACHABLE } from "../../support/serverProcess";

const TOKEN = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNO-";
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe("--auth token", () => {
  let server: HttpServer;
  before(async () => {
    server = await startHttpServer({
      ...UNREACHABLE,
      FLEET_MCP_AUTH_ENABLED: "true",
      FLEET_MCP_AUTH_TOKEN: TOKEN,
    });
  });
  after(() => server.stop());

  it("lets the token in, in any case of the scheme", async () => {
    for (const scheme of ["Bearer", "bearer", "BEARER"]) {
      assert.equal(
        (await send(server.port, { headers: { Authorization: `${scheme} ${TOKEN}` } })).status,
        200,
      );
    }
  });

  for (const [what, headers, error] of [
    ["no token", {}, "missing_token"],
    ["another scheme", { Authorization: "Basic dXNlcjpwYXNz" }, "malformed_header"],
    ["a bare token", { Authorization: TOKEN }, "malformed_header"],
    ["a scheme without a token", { Authorization: "Bearer" }, "malformed_header"],
    ["a token with a space", bearer(`${TOKEN} x`), "invalid_token"],
    ["a wrong token", bearer("x".repeat(43)), "invalid_token"],
    ["a part of the token", bearer(TOKEN.slice(0, 42)), "invalid_token"],
    ["a longer token", bearer(`${TOKEN}x`), "invalid_token"],
    ["an oversized token", bearer("x".repeat(10_000)), "invalid_token"],
    ["a token that is not ASCII", bearer(`${TOKEN.slice(1)}\u00e9`), "invalid_token"],
    ["the server's own Coder token", { "Coder-Session-Token": "test-token" }, "missing_token"],
  ] as const) {
    it(`answers ${what} as Fleet MCP does, and names the way in`, async () => {
      const answer = await send(server.port, { headers });
      assert.equal(answer.status, 401);
      const body = JSON.parse(answer.text) as Record<string, unknown>;
      assert.deepEqual(Object.keys(body), ["error", "error_description", "status_code"]);
      assert.equal(body["error"], error);
      assert.equal(
        body["error_description"],
        error === "malformed_header"
          ? "The Authorization header format is invalid"
          : "The access token is invalid or missing",
      );
      assert.equal(body["status_code"], 401);
      assert.match(answer.headers["www-authenticate"] ?? "", /^Bearer realm="coder-fleet"/);
      // There is no OAuth2 server to be found.
      assert.doesNotMatch(answer.headers["www-authenticate"] ?? "", /resource_metadata/);
    });
  }

  it("answers bytes in a token that are no text", async () => {
    const bytes = Buffer.from(
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
      "latin1",
    );
    assert.match(await sendBytes(server.port, bytes), /^HTTP\/1\.1 401 /);
  });

  it("asks for the token before anything else, but not for health", async () => {
    assert.equal((await send(server.port, { body: "not json" })).status, 401);
    assert.equal((await send(server.port, { method: "GET" })).status, 401);
    const health = await send(server.port, { method: "GET", path: "/health" });
    assert.equal(health.status, 200);
    const ready = await send(server.port, { method: "GET", path: "/ready" });
    assert.equal(ready.status, 503);
    assert.equal(ready.text, '{"status":"not_ready","reason":"coder_unreachable"}');
    for (const { text } of [health, ready]) assert.doesNotMatch(text, /127\.0\.0\.1|test-token/);
  });

  it("has no metadata of OAuth2", async () => {
    const path = "/.well-known/oauth-protected-resource/mcp";
    assert.equal((await send(server.port, { method: "GET", path })).status, 404);
  });

  it("never writes a token to its log", () => {
    assert.doesNotMatch(server.stderr(), new RegExp(TOKEN.slice(1, 20)));
  });
});

describe("--auth tokens", () => {
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  let folder: string;
  const tokens = {
    reader: "r".repeat(40),
    operator: "o".repeat(40),
    old: "e".repeat(40),
    admin: "a".repeat(40),
  };
  const file = (): string => join(folder, "tokens.json");
  const write = (entries: readonly object[]): void => {
    writeFileSync(file(), JSON.stringify({ tokens: entries }), { mode: 0o600 });
  };
  const reader = { name: "reader", scope: "read", value: tokens.reader };
  const operator = {
    name: "operator",
    scope: "operate",
    sha256: createHash("sha256").update(tokens.operator).digest("hex"),
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "coder-fleet-"));
    write([
      reader,
      operator,
      { name: "admin", scope: "admin", value: tokens.admin },
      { name: "old", scope: "admin", value: tokens.old, expires_at: "2026-01-01T00:00:00Z" },
    ]);
    deployment = await startEmbedded({ agents: 3 });
    server = await startHttpServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, [
      "--auth",
      "tokens",
      "--tokens-file",
      file(),
      "--toolsets",
      "all",
      "--log-level",
      "info",
    ]);
  });
  after(async () => {
    await server.stop();
    await deployment.stop();
    rmSync(folder, { recursive: true });
  });

  for (const [era, connect] of CLIENTS) {
    it(`lets each token do what its scope covers, for ${era}`, async () => {
      const denied = async (token: string, tool: string, args = {}): Promise<unknown> => {
        const client = await connect(new URL(server.url), bearer(token));
        const { isError, structuredContent } = await client.call(tool, args);
        await client.close();
        return isError && (structuredContent["error"] as { reason: string }).reason === "policy_denied";
      };
      const name = `by-${connect.name.toLowerCase()}`;
      const create = { name, project: "no such project", task: "x" };
      assert.equal(await denied(tokens.reader, "list_agents"), false);
      assert.equal(await denied(tokens.reader, "create_agent", create), true);
      assert.equal(await denied(tokens.operator, "create_agent", create), false);
      assert.equal(await denied(tokens.operator, "delete_template", { template: "none" }), true);
    });
  }

  it("reads no files of the server's machine, whatever the scope", async () => {
    const client = await connectSdk1(new URL(server.url), bearer(tokens.admin));
    const { structuredContent } = await client.call("create_template", { name: "mine", path: "/etc" });
    assert.equal((structuredContent["error"] as { reason: string }).reason, "policy_denied");
    await client.close();
  });

  it("refuses a token that has expired, and logs who was refused without what they brought", async () => {
    assert.equal((await send(server.port, { headers: bearer(tokens.old) })).status, 401);
    const told = 'info request refused status=401 from="127.0.0.1" because="The access token is invalid';
    const deadline = Date.now() + 15_000;
    while (!server.stderr().includes(told)) {
      assert.ok(Date.now() < deadline, server.stderr());
      await sleep(50);
    }
    assert.ok(!server.stderr().includes(tokens.old));
  });

  it("takes back a token without a restart, and keeps the rest where the file is broken", async () => {
    const status = async (token: string) => (await send(server.port, { headers: bearer(token) })).status;
    const becomes = async (token: string, wanted: number): Promise<void> => {
      const deadline = Date.now() + 15_000;
      while ((await status(token)) !== wanted) {
        assert.ok(Date.now() < deadline, `still not ${wanted}`);
        await sleep(200);
      }
    };
    write([operator]);
    await becomes(tokens.reader, 401);
    assert.equal(await status(tokens.operator), 200);

    writeFileSync(file(), "broken");
    const deadline = Date.now() + 15_000;
    while (!server.stderr().includes("not read again")) {
      assert.equal(await status(tokens.operator), 200);
      assert.ok(Date.now() < deadline, server.stderr());
      await sleep(200);
    }
    assert.equal(await status(tokens.operator), 200);

    write([reader]);
    await becomes(tokens.reader, 200);
    assert.equal(await status(tokens.operator), 401);
  });
});

describe("--auth none", () => {
  it("asks nothing of a caller on this computer", async () => {
    const server = await startHttpServer(UNREACHABLE);
    const client = await connectSdk1(new URL(server.url));
    assert.ok((await client.toolNames()).length > 0);
    await client.close();
    await server.stop();
  });
});
