/** `coder-fleet-mcp doctor` as people run it: the built command against deployments that work and that do not. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { login, runDoctor } from "../support/doctor";
import { startEmbedded } from "../support/embedded";
import { runCommand } from "../support/runCommand";
import { startGateway } from "../vscode/support/gateway";

describe("coder-fleet-mcp doctor", function () {
  this.timeout(60_000);
  let home: string;
  const examine = (environment: Record<string, string>) => runDoctor({ HOME: home, ...environment });

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

  it("says whom to ask where a deployment offers neither tasks nor chats", async () => {
    const deployment = await startEmbedded({ generation: "tasks", agents: 1 });
    const gateway = await startGateway(deployment.url, { hidden: /\/(tasks|chats)/ });
    try {
      const { of } = await examine(login({ url: gateway.url, token: deployment.token }));
      assert.equal(of("agents")?.status, "note");
      assert.match(of("agents")?.hint ?? "", /operator to switch on Coder Agents \(chats\) or tasks/);
    } finally {
      await gateway.stop();
      await deployment.stop();
    }
  });

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

  it("finds the clients of this computer and says how to configure those that are not", async () => {
    const put = (text: string, ...path: string[]) => {
      const file = join(home, ...path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    put('{ "mcpServers": { "coder-fleet": { "command": "node" } } }', ".cursor", "mcp.json");
    put("", ".codex", "config.toml");
    put(
      '{ "context_servers": { "coder-fleet": { "command": "/old/node" } } }',
      ".config",
      "zed",
      "settings.json",
    );
    put("{", ".gemini", "settings.json");
    const { findings } = await examine({});
    const clients = findings.filter(({ check }) => check === "clients");
    assert.deepEqual(
      clients.map(({ status }) => status),
      ["ok", "failed", "failed", "note"],
    );
    assert.equal(clients[1]?.message, "Zed starts /old/node, which is not there.");
    assert.equal(clients[1].hint, "coder-fleet-mcp configure zed");
    assert.equal(clients[0]?.message, "Cursor knows this server.");
    assert.match(clients[2]?.message ?? "", /Gemini CLI: .*settings\.json is not valid JSON/);
    assert.equal(clients[3]?.hint, "coder-fleet-mcp configure codex");
  });
});
