/** Failed calls as a client built on SDK 1 sees them. */
import assert from "node:assert/strict";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { ConnectedServer } from "./mcpClient";

export type Arguments = Readonly<Record<string, unknown>>;

const AGENT = { agent_name: "no-such-agent" };
const BY_ID = { user: "me", agent_id: "no-such-agent" };

/** Arguments each tool accepts, about an agent that does not exist. */
export const ACCEPTED: Readonly<Record<string, Arguments>> = {
  list_agents: {},
  show_agent: AGENT,
  list_agent_projects: {},
  list_agent_roles: { project: "Claude Agent" },
  create_agent: { name: "new-agent", project: "Claude Agent", task: "Say hello" },
  delete_agent: AGENT,
  restart_agent: AGENT,
  pause_agent: AGENT,
  resume_agent: AGENT,
  start_agent_task: { ...AGENT, task_description: "Say hello" },
  cancel_agent_task: AGENT,
  show_agent_task_history: AGENT,
  show_agent_log: AGENT,
  send_input_to_agent: { ...BY_ID, input_text: "yes" },
  get_fleet_status_metrics: {},
  wait_for_agents: { agent_names: ["no-such-agent"] },
  manage_agent_queue: { ...AGENT, action: "list" },
  update_agent: { ...AGENT, archived: true },
  execute_command: { workspace: "no-such-workspace", command: "true" },
  get_command_output: { handle: `1.00000000-0000-4000-8000-000000000000.main.${"0".repeat(32)}` },
  list_processes: { workspace: "no-such-workspace" },
  read_file: { workspace: "no-such-workspace", path: "README.md" },
  write_file: { workspace: "no-such-workspace", path: "notes.md", content: "x" },
  list_directory: { workspace: "no-such-workspace" },
  list_all_agents: {},
  get_agent_details_by_id: BY_ID,
  get_agent_execution_logs: BY_ID,
  create_new_agent_task: { user: "me", prompt: "Say hello", workspace_name: "new-agent" },
  delete_agent_workspace: { workspace_id: "no-such-agent" },
  list_workspaces: {},
  create_workspace: { name: "new-workspace", template: "plain-dev", rich_parameters: { project: "x" } },
  start_workspace: { workspace: "no-such-workspace" },
  stop_workspace: { workspace: "no-such-workspace" },
  delete_workspace: { workspace: "no-such-workspace" },
  get_workspace_status: { workspace: "no-such-workspace" },
  list_templates: {},
  get_template_info: { template: "plain-dev" },
  list_template_versions: { template: "plain-dev" },
  get_authenticated_user: {},
  create_template: { name: "new-template", files: { "main.tf": "terraform {}" } },
  create_template_version: { files: { "main.tf": "terraform {}" } },
  get_template_version_logs: { template_version_id: "00000000-0000-4000-8000-000000000000" },
  set_active_template_version: { template: "plain-dev", version: "v1" },
  delete_template: { template: "plain-dev" },
};

const failureSchema = z.object({
  isError: z.literal(true),
  content: z.tuple([z.object({ type: z.literal("text"), text: z.string() })]),
  structuredContent: z.strictObject({
    error: z.strictObject({
      code: z.string(),
      reason: z.string(),
      message: z.string(),
      hint: z.string().min(10),
      retryable: z.boolean(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
});
type Failure = z.output<typeof failureSchema>["structuredContent"]["error"];

/** Calls a tool that must fail; checks what every failure has in common. */
export async function fails({ client }: ConnectedServer, name: string, args: Arguments): Promise<Failure> {
  const answer = await client.callTool({ name, arguments: args });
  const parsed = failureSchema.safeParse(answer);
  assert.ok(parsed.success, `${name} ${JSON.stringify(args)}: ${JSON.stringify(answer).slice(0, 500)}`);
  const { content, structuredContent } = parsed.data;
  const { error } = structuredContent;
  const [{ text }] = content;
  assert.ok(text.startsWith(`${error.code}: ${error.message}\nHint: ${error.hint}`), text);
  assert.doesNotMatch(text, /\n\s+at |<html|test-token/i, "no stack, no page, no token");
  return error;
}

/** The tools of a server, listed first as clients do. */
export async function tools({ client }: ConnectedServer): Promise<readonly Tool[]> {
  return (await client.listTools()).tools;
}

/** Calls every tool; each must fail with this code and reason, and the server must stay up. */
export async function failsEverywhere(
  server: ConnectedServer,
  code: string,
  reason: string | RegExp,
): Promise<void> {
  const checks = (await tools(server)).map(async ({ name }) => {
    const args = ACCEPTED[name];
    assert.ok(args, `${name} has no arguments in this test`);
    const error = await fails(server, name, args);
    assert.equal(error.code, code, `${name}: ${error.message}`);
    assert.match(error.reason, typeof reason === "string" ? new RegExp(`^${reason}$`) : reason, name);
  });
  await Promise.all(checks);
  await server.client.ping();
}

/** Arguments of a server that offers every tool. */
export const ALL = ["--toolsets", "all"];
