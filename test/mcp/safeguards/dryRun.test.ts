import assert from "node:assert/strict";
import * as z from "zod";
import { allTools } from "../../../src/tools/registry";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { ALL, fails, tools } from "../../support/failures";
import { startServer, type ConnectedServer } from "../../support/mcpClient";
import { changingRequests } from "../../support/sentRequests";

const answerSchema = z.object({
  isError: z.undefined().optional(),
  content: z.tuple([z.object({ text: z.string() })]),
  structuredContent: z.strictObject({
    dry_run: z.strictObject({
      target: z.string(),
      id: z.string(),
      status: z.string().nullable(),
      would: z.array(z.string()).min(1),
    }),
  }),
});

describe("dry_run over stdio", function () {
  this.timeout(60_000);
  let deployment: EmbeddedDeployment;
  let server: ConnectedServer;
  before(async () => {
    deployment = await startEmbedded({ agents: 3 });
    const environment = { CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token };
    server = await startServer(environment, [...ALL, "--log-level", "debug"]);
    await tools(server);
    const parameters = { project: "a" };
    await done("create_workspace", { name: "dry", template: "plain-dev", rich_parameters: parameters });
    const files = { "main.tf": 'terraform {}\nresource "terraform_data" "x" {}\n' };
    await done("create_template", { name: "unused", files });
    await done("create_agent", { name: "worker", project: "Claude Agent", task: "Say hello. think=600" });
    const waited = { agent_names: ["worker"], timeout_seconds: 1 };
    for (let status = ""; status !== "busy";) {
      await server.client.callTool({ name: "wait_for_agents", arguments: waited });
      const shown = await server.client.callTool({ name: "show_agent", arguments: { agent_name: "worker" } });
      status = z.object({ agent: z.object({ status: z.string() }) }).parse(shown.structuredContent)
        .agent.status;
    }
  });
  after(async () => {
    await server.close();
    await deployment.stop();
  });

  const done = async (name: string, args: Record<string, unknown>): Promise<void> => {
    const answer = await server.client.callTool({ name, arguments: args });
    assert.notEqual(answer.isError, true, JSON.stringify(answer));
  };

  /** Calls with dry_run; answers what would happen, after making sure that nothing did. */
  const wouldHappen = async (name: string, args: Record<string, unknown>) => {
    const before = changingRequests(server.stderr()).length;
    const answer = await server.client.callTool({ name, arguments: { ...args, dry_run: true } });
    const { content, structuredContent } = answerSchema.parse(answer);
    assert.deepEqual(
      changingRequests(server.stderr()).slice(before),
      [],
      "nothing is sent that may change something",
    );
    const { target, status, would } = structuredContent.dry_run;
    const [{ text }] = content;
    assert.match(text, /^Dry run, nothing was changed\.\n/u);
    for (const part of [target, ...would]) assert.ok(text.includes(part), `${part} in ${text}`);
    return { target, status, would: would.join("\n") };
  };

  it("says of delete_agent what is lost, and that it is busy", async () => {
    const { target, status, would } = await wouldHappen("delete_agent", { agent_name: "worker" });
    assert.deepEqual([target, status], ["agent ada/worker", "busy"]);
    assert.match(would, /present work ends/u);
    assert.match(would, /workspace ada\/worker is deleted .* uncommitted and unpushed work is lost/u);
    assert.match(would, /cannot be undone/u);
  });

  for (const [name, args, says] of [
    ["restart_agent", { agent_name: "worker" }, /workspace ada\/worker is stopped.*\n.*started again/u],
    ["pause_agent", { agent_name: "worker" }, /is stopped: what runs in it ends/u],
    ["cancel_agent_task", { agent_name: "worker" }, /interrupted/u],
    ["delete_agent_workspace", { workspace_id: "worker" }, /is deleted with all files/u],
    ["stop_workspace", { workspace: "dry" }, /What runs in it ends/u],
    ["delete_workspace", { workspace: "dry" }, /unpushed work is lost/u],
    ["delete_workspace", { workspace: "worker" }, /The agent in it is deleted too/u],
    ["delete_template", { template: "unused" }, /cannot be undone/u],
  ] as const) {
    it(`says what ${name} would do to ${Object.values(args).join()}`, async () => {
      assert.match((await wouldHappen(name, args)).would, says);
    });
  }

  it("refuses what the call itself would refuse", async () => {
    const missing = await fails(server, "delete_agent", { agent_name: "nobody", dry_run: true });
    assert.equal(missing.reason, "missing_agent");
    const used = await fails(server, "delete_template", { template: "claude-agent", dry_run: true });
    assert.equal(used.reason, "wrong_state");
  });

  it("is there for every tool that may destroy a whole agent, workspace or template, or its work", () => {
    for (const tool of allTools) {
      const { name, annotations, input } = tool;
      const hasPreview = "preview" in tool;
      if (annotations.destructiveHint) assert.ok(hasPreview, `${name} has a preview`);
      if ("dry_run" in input.shape) assert.ok(hasPreview, `${name} has a preview`);
      if (/^(delete|stop|restart|pause|cancel)_/u.test(name)) assert.ok("dry_run" in input.shape, name);
    }
  });
});
