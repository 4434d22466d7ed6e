import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { commands, env } from "vscode";
import * as z from "zod";
import { eventually, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

/** What the first of the clients, Claude Desktop, reads. */
const configuration = z.strictObject({
  mcpServers: z.strictObject({
    "coder-fleet": z.strictObject({
      command: z.string(),
      args: z.array(z.string()),
      env: z.strictObject({ CODER_URL: z.string() }),
    }),
  }),
});

describe("Copy MCP Configuration", () => {
  after(signOutOfAll);

  it("copies what another client needs to start this server, without a token", async () => {
    const { deployment } = orders;
    await signIn(deployment);
    await env.clipboard.writeText("");
    void commands.executeCommand("coderFleet.copyMcpConfiguration");
    const copied = await eventually("the copy", async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return (await env.clipboard.readText()) || undefined;
    });
    assert.ok(!copied.includes(deployment.token));
    const {
      command,
      args,
      env: variables,
    } = configuration.parse(JSON.parse(copied)).mcpServers["coder-fleet"];
    assert.equal(command, "node");
    assert.ok(existsSync(args[0] ?? ""), args[0]);
    assert.equal(variables.CODER_URL, deployment.url);
  });
});
