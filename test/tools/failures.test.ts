import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import * as z from "zod";
import { allTools } from "../../src/tools/registry";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { type ConnectedServer, startServer } from "../support/mcpClient";

const TOOLSETS = ["--toolsets", "fleet,classic"];
const errorForm = z.object({
  error: z.object({
    code: z.string(),
    reason: z.string(),
    message: z.string().min(10),
    hint: z.string().min(10),
    retryable: z.boolean(),
  }),
});

/** Arguments that are right in form, for agents that do not exist. */
const ABSENT: Readonly<Record<string, Record<string, unknown>>> = {
  show_agent: { agent_name: "nobody" },
  delete_agent: { agent_name: "nobody" },
  restart_agent: { agent_name: "nobody" },
  pause_agent: { agent_name: "nobody" },
  resume_agent: { agent_name: "nobody" },
  start_agent_task: { agent_name: "nobody", task_description: "x" },
  cancel_agent_task: { agent_name: "nobody" },
  show_agent_task_history: { agent_name: "nobody" },
  show_agent_log: { agent_name: "nobody" },
  send_input_to_agent: { agent_id: "nobody", input_text: "x" },
  wait_for_agents: { agent_names: ["nobody"] },
  manage_agent_queue: { agent_name: "nobody", action: "list" },
  update_agent: { agent_name: "nobody", archived: true },
  get_agent_details_by_id: { user: "me", agent_id: "nobody" },
  get_agent_execution_logs: { user: "me", agent_id: "nobody" },
  delete_agent_workspace: { workspace_id: "nobody" },
};
/** Arguments that are right in form, for tools that name no agent. */
const OTHERS: Readonly<Record<string, Record<string, unknown>>> = {
  list_agents: {},
  list_agent_projects: {},
  list_agent_roles: { project: "nowhere" },
  create_agent: { name: "new-one", project: "nowhere", task: "x" },
  get_fleet_status_metrics: {},
  list_all_agents: {},
  create_new_agent_task: { user: "me", prompt: "x", workspace_name: "new-one", template_name: "nowhere" },
};
const VALID = { ...ABSENT, ...OTHERS };
const names = allTools
  .filter(({ toolsets }) => toolsets.includes("fleet") || toolsets.includes("classic"))
  .map(({ name }) => name);

/** Wrong in form or value, each refused before anything is asked of the deployment. */
const WRONG: readonly (readonly [tool: string, args: Record<string, unknown>, says: RegExp])[] = [
  ["list_agents", { status_filter: "sleeping" }, /sleeping/u],
  ["list_agents", { owner: "a b" }, /not a user name/u],
  ["list_agents", { page: 0 }, /page/u],
  ["list_agents", { page_size: 201 }, /page_size/u],
  ["list_agents", { page: "two" }, /page/u],
  ["list_agents", { labels: ["red"] }, /not a label/u],
  ["wait_for_agents", { agent_names: ["a b"] }, /not an agent's name/u],
  ["wait_for_agents", { timeout_seconds: 0 }, /timeout_seconds/u],
  ["manage_agent_queue", { agent_name: "x", action: "remove" }, /message_id is missing/u],
  ["update_agent", { agent_name: "x" }, /Nothing to change/u],
  ["update_agent", { agent_name: "x", name: "a--b" }, /not a valid agent name/u],
  ["update_agent", { agent_name: "x", title: "t".repeat(201) }, /201 characters/u],
  ["show_agent", {}, /agent_name/u],
  ["show_agent", { agent_name: "a\u0007b" }, /not an agent's name/u],
  ["show_agent", { agent_name: "../../users" }, /not an agent's name/u],
  ["list_agent_roles", { project: " " }, /blank/u],
  ["create_agent", { name: "Bad Name", project: "p", task: "x" }, /Bad Name/u],
  ["create_agent", { name: "ok", project: "p", task: " " }, /task is blank/u],
  ["create_agent", { name: "ok", project: "p", task: "x".repeat(100_001) }, /at most 100000/u],
  ["start_agent_task", { agent_name: "a", task_description: "" }, /task_description is blank/u],
  ["start_agent_task", { agent_name: "a", task_description: "x", when_busy: "wait" }, /when_busy/u],
  ["send_input_to_agent", { agent_id: "a", input_text: "\n" }, /input_text is blank/u],
  ["show_agent_log", { agent_name: "a", page_size: 101 }, /page_size/u],
  ["get_agent_execution_logs", { user: "me", agent_id: "a", level: "loud" }, /loud/u],
  ["create_new_agent_task", { user: "all", prompt: "x", workspace_name: "a" }, /one owner/u],
];

async function failure(client: Client, name: string, args: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: args });
  assert.equal(answer.isError, true, `${name} should have failed: ${JSON.stringify(answer)}`);
  const { error } = errorForm.parse(answer.structuredContent);
  const [{ text }] = z.tuple([z.object({ text: z.string() })]).parse(answer.content);
  assert.ok(text.startsWith(`${error.code}: `) && text.includes(error.hint), text);
  assert.doesNotMatch(text, /\bat .*\.(ts|js):\d+|<html|session-token-of-the-test/iu);
  return error;
}

describe("every tool over stdio, to a client that checks schemas", () => {
  let deployment: EmbeddedDeployment;
  let server: ConnectedServer;
  const open = (url: string, token: string) =>
    startServer({ CODER_URL: url, CODER_SESSION_TOKEN: token }, TOOLSETS);

  before(async () => {
    deployment = await startEmbedded({ agents: 3 });
    server = await open(deployment.url, deployment.token);
    const { tools } = await server.client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), [...names].sort());
    assert.deepEqual(Object.keys(VALID).sort(), [...names].sort(), "a tool without a row in this test");
  });
  after(async () => {
    await server.close();
    await deployment.stop();
  });

  for (const name of names) {
    it(`${name} refuses an argument it does not know, with those it does`, async () => {
      const error = await failure(server.client, name, { ...VALID[name], colour: "red" });
      assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "bad_argument"]);
      assert.match(error.message, /unknown argument 'colour'/u);
    });
  }

  for (const [name, args] of Object.entries(ABSENT)) {
    it(`${name} says that there is no such agent`, async () => {
      const error = await failure(server.client, name, args);
      assert.deepEqual([error.code, error.reason], ["AGENT_NOT_FOUND", "missing_agent"]);
      assert.match(error.message, /nobody/u);
    });
  }

  for (const [name, args, says] of WRONG) {
    it(`${name} refuses ${JSON.stringify(args).slice(0, 60)}`, async () => {
      const error = await failure(server.client, name, args);
      assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "bad_argument"]);
      assert.match(error.message, says);
    });
  }

  it("answers rightly after all that", async () => {
    const answer = await server.client.callTool({ name: "list_agents", arguments: {} });
    assert.equal(z.object({ total_count: z.number() }).parse(answer.structuredContent).total_count, 3);
  });

  for (const [what, token, url, code] of [
    ["an expired token", "session-token-of-the-test", undefined, "AUTHENTICATION_FAILED"],
    [
      "a deployment that cannot be reached",
      "session-token-of-the-test",
      "http://127.0.0.1:9",
      "NETWORK_ERROR",
    ],
  ] as const) {
    it(`says ${code} of ${what}, whatever is called, and stays up`, async () => {
      const broken = await open(url ?? deployment.url, token);
      try {
        await broken.client.listTools();
        await Promise.all(
          Object.entries(VALID).map(async ([name, args]) => {
            assert.equal((await failure(broken.client, name, args)).code, code, name);
          }),
        );
      } finally {
        await broken.close();
      }
    }).timeout(60_000);
  }
});
