/** `coder-fleet-mcp configure`, as people run it: the built command, a home folder, a real client of what it wrote. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { runCommand } from "../support/runCommand";

const cursorFile = z.object({
  mcpServers: z.record(
    z.string(),
    z.object({ command: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()) }),
  ),
});

describe("coder-fleet-mcp configure", () => {
  let home: string;
  let deployment: EmbeddedDeployment;
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    runCommand(["configure", ...args], { HOME: home, ...env });

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "coder-fleet-configure-"));
    deployment = await startEmbedded({ generation: "tasks", agents: 2 });
  });
  after(async () => {
    await deployment.stop();
    rmSync(home, { recursive: true });
  });

  it("writes an entry that starts the server with the login of the Coder command line", async () => {
    const login = join(home, "coder-login");
    mkdirSync(login);
    writeFileSync(join(login, "url"), deployment.url);
    writeFileSync(join(login, "session"), deployment.token);
    const { code, stdout, stderr } = await run(["cursor", "--yes", "--toolsets=fleet"], {
      CODER_CONFIG_DIR: login,
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /\+ +"coder-fleet": \{/);
    assert.ok(!stdout.includes(deployment.token));

    const text = readFileSync(join(home, ".cursor", "mcp.json"), "utf8");
    const entry = cursorFile.parse(JSON.parse(text)).mcpServers["coder-fleet"];
    assert.ok(entry !== undefined);
    assert.ok(!text.includes(deployment.token));
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StdioClientTransport({ ...entry, stderr: "ignore" }));
    try {
      const answer = await client.callTool({ name: "list_agents", arguments: {} });
      assert.notEqual(answer.isError, true);
    } finally {
      await client.close();
    }
  });

  it("names an exact version for npx", async () => {
    const { stdout } = await run(["zed", "--npx", "--dry-run", "--url", "https://coder.example.com"]);
    assert.match(stdout, /"command": "npx"/);
    assert.match(stdout, /"--package=coder-fleet@\d+\.\d+\.\d+"/);
  });

  it("writes nothing on a dry run, nor where there is nobody to ask", async () => {
    const dry = await run(["codex", "--dry-run"]);
    assert.equal(dry.code, 0);
    assert.match(dry.stdout, /nothing was written/);
    const unasked = await run(["codex"]);
    assert.equal(unasked.code, 2);
    assert.match(unasked.stderr, /no terminal to ask on; add --yes/);
    assert.equal(existsSync(join(home, ".codex")), false);
  });

  it("takes the token from the environment into no file", async () => {
    const { code, stdout } = await run(["gemini-cli", "--yes"], {
      CODER_URL: "https://coder.example.com",
      CODER_SESSION_TOKEN: "hunter2",
    });
    assert.equal(code, 0);
    assert.match(stdout, /The entry holds no token/);
    assert.doesNotMatch(readFileSync(join(home, ".gemini", "settings.json"), "utf8"), /hunter2/);
  });

  for (const [args, pattern] of [
    [[], /configure needs CLIENT/],
    [
      ["cusor"],
      /"cusor" is not a client this command knows: did you mean cursor\?; allowed: claude-desktop,/,
    ],
    [["cursor", "zed"], /configure takes no words after CLIENT/],
    [["cursor", "--url", "coder"], /--url="coder" is not an address/],
  ] as const) {
    it(`refuses ${["configure", ...args].join(" ")} with exit code 2`, async () => {
      const { code, stderr } = await run(args);
      assert.equal(code, 2);
      assert.match(stderr, pattern);
      assert.equal(stderr.trim().split("\n").length, 1);
    });
  }
});
