/** `coder-fleet-mcp doctor` as people run it: the built command against deployments that work and that do not. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { runCommand } from "../support/runCommand";

const report = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      check: z.string(),
      status: z.enum(["ok", "note", "failed", "skipped"]),
      message: z.string(),
      hint: z.string().optional(),
    }),
  ),
});

describe("coder-fleet-mcp doctor", function () {
  this.timeout(60_000);
  let home: string;
  const examine = async (environment: Record<string, string>) => {
    const { code, stdout, stderr } = await runCommand(["doctor", "--json"], { HOME: home, ...environment });
    assert.equal(stderr, "");
    const { ok, findings } = report.parse(JSON.parse(stdout));
    assert.equal(code, ok ? 0 : 1);
    const of = (check: string) => findings.find((finding) => finding.check === check);
    return { ok, findings, of };
  };
  const login = ({ url, token }: Pick<EmbeddedDeployment, "url" | "token">) => ({
    CODER_URL: url,
    CODER_SESSION_TOKEN: token,
  });

  before(() => {
    home = mkdtempSync(join(tmpdir(), "coder-fleet-doctor-"));
  });
  after(() => {
    rmSync(home, { recursive: true });
  });

  for (const [generation, agents] of [
    ["tasks-experimental", "Agents run as tasks."],
    ["tasks", "Agents run as tasks."],
    ["chats", "Agents run as chats."],
    ["tasks+chats", "Agents run as chats and tasks."],
  ] as const) {
    it(`finds all well on ${generation}, and says how agents run there`, async () => {
      const deployment = await startEmbedded({ generation, agents: 1 });
      try {
        const { ok, findings, of } = await examine(login(deployment));
        assert.equal(ok, true, JSON.stringify(findings));
        assert.deepEqual(
          findings.map(({ check }) => check),
          [
            ...["node", "configuration", "dns", "tls", "deployment", "clock", "token", "rights", "agents"],
            ...["websocket", "clients"],
          ],
        );
        assert.equal(of("agents")?.message, agents);
        assert.match(of("token")?.message ?? "", /It belongs to ada \(owner\)/);
        assert.equal(of("websocket")?.message, "A WebSocket opens.");
      } finally {
        await deployment.stop();
      }
    });
  }

  it("prints a line each for people, and the advice below what failed", async () => {
    const deployment = await startEmbedded({ generation: "tasks", agents: 0 });
    try {
      const { code, stdout } = await runCommand(["doctor"], {
        HOME: home,
        ...login({ url: deployment.url, token: "hunter2" }),
      });
      assert.equal(code, 1);
      assert.match(stdout, /✔ deployment +Coder v\S+ answers at http/);
      assert.match(stdout, /✖ token +.*\n +→ .*\/cli-auth/);
      assert.match(stdout, /- rights +Not checked: the token is not accepted\./);
      assert.match(stdout, /1 to mend, from the top\./);
      assert.doesNotMatch(stdout, /hunter2/);
    } finally {
      await deployment.stop();
    }
  });

  it("says what to set where there is no configuration", async () => {
    const { of } = await examine({});
    assert.equal(of("configuration")?.status, "failed");
    assert.match(of("configuration")?.message ?? "", /CODER_URL and CODER_SESSION_TOKEN are not set/);
    assert.match(of("configuration")?.hint ?? "", /coder login/);
    assert.equal(of("deployment")?.status, "skipped");
  });

  it("tells an unknown host from a closed port and from something that is not Coder", async () => {
    const unknown = await examine(login({ url: "https://nowhere.invalid", token: "t" }));
    assert.equal(unknown.of("dns")?.status, "failed");
    assert.match(unknown.of("dns")?.hint ?? "", /spelling of CODER_URL.*proxy/);

    const closed = await examine(login({ url: "http://127.0.0.1:9", token: "t" }));
    assert.match(closed.of("deployment")?.message ?? "", /connection was refused/);

    const other = createServer((_request, response) => response.end("<html>hello</html>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = other.address() as AddressInfo;
      const found = await examine(login({ url: `http://127.0.0.1:${String(port)}`, token: "t" }));
      assert.equal(found.of("deployment")?.status, "failed");
      assert.match(found.of("deployment")?.hint ?? "", /CODER_URL|address/);
    } finally {
      other.close();
    }
  });

  it("looks through a proxy only at what the proxy answers", async () => {
    const { findings, of } = await examine({
      ...login({ url: "http://coder.invalid", token: "t" }),
      CODER_FLEET_ALLOW_HTTP: "true",
      http_proxy: "http://user:secret@127.0.0.1:9",
    });
    assert.match(of("proxy")?.message ?? "", /through the proxy 127\.0\.0\.1:9/);
    assert.equal(of("dns"), undefined);
    assert.equal(of("deployment")?.status, "failed");
    assert.doesNotMatch(JSON.stringify(findings), /secret/);
  });

  it("finds the clients of this computer and says how to configure those that are not", async () => {
    const put = (text: string, ...path: string[]) => {
      const file = join(home, ...path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    put('{ "mcpServers": { "coder-fleet": { "command": "node" } } }', ".cursor", "mcp.json");
    put("", ".codex", "config.toml");
    put("{", ".gemini", "settings.json");
    const { findings } = await examine({});
    const clients = findings.filter(({ check }) => check === "clients");
    assert.deepEqual(
      clients.map(({ status }) => status),
      ["ok", "failed", "note"],
    );
    assert.equal(clients[0]?.message, "Cursor knows this server.");
    assert.match(clients[1]?.message ?? "", /Gemini CLI: .*settings\.json is not valid JSON/);
    assert.equal(clients[2]?.hint, "coder-fleet-mcp configure codex");
  });
});
