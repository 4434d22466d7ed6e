import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { lookInside } from "./inside";
import type { Screen } from "../screen";
import type { ToolClient } from "./toolClient";

const agentSchema = z.object({
  name: z.string(),
  status: z.string(),
  role: z.string(),
  project: z.string(),
  last_task: z.string().nullable(),
});
const agentsSchema = z.object({ agents: z.array(agentSchema), total_count: z.number() });
const projectsSchema = z.object({ projects: z.array(z.object({ name: z.string() })) });
const rolesSchema = z.object({ roles: z.array(z.object({ name: z.string(), default: z.boolean() })) });
const oneAgentSchema = z.object({ agent: agentSchema });
const messageSchema = z.object({ message: z.string() });
const logSchema = z.object({ logs: z.array(z.object({ type: z.string(), content: z.string() })) });
const metricsSchema = z.object({
  total: z.number(),
  by_status: z.record(z.string(), z.number()),
  utilization: z.number(),
  needs_attention: z.number(),
});

const AGENT = "demo-agent";
const FIRST_TASK = "Read the project and say what it does";
const SECOND_TASK = "Add a test for the parser and make it pass";

/** Rows of the fleet table that are shown. */
const SHOWN_ROWS = 8;
/** Longest time an agent may take for one task, and the time between two looks, in milliseconds. */
const TASK_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 400;

/**
 * The main job, as an assistant does it: see the fleet, create an agent, give it work, watch it, read its log, run
 * a command and edit a file in its workspace, look at the metrics, delete it. Throws at the first step that did not do what it should.
 */
export async function playMainJob(client: ToolClient, screen: Screen, signal: AbortSignal): Promise<void> {
  const fleet = await showFleet(client, screen);
  const { project, role } = await choose(client);

  screen.heading(`create_agent ${AGENT}`);
  const created = await client.call(
    "create_agent",
    { name: AGENT, project, role, task: FIRST_TASK },
    oneAgentSchema,
    screen.live,
  );
  expect(created.agent.name === AGENT, `the new agent is called ${created.agent.name}`);
  screen.done(`${AGENT} is ${created.agent.status}: ${created.agent.role} on ${created.agent.project}`);
  const report = await watch(client, screen, signal, { task: FIRST_TASK, before: null });

  screen.heading("start_agent_task");
  const started = await client.call(
    "start_agent_task",
    { agent_name: AGENT, task_description: SECOND_TASK },
    messageSchema,
    screen.live,
  );
  screen.done(started.message);
  await watch(client, screen, signal, { task: SECOND_TASK, before: report });

  await showLog(client, screen);
  await lookInside(client, screen, AGENT);
  await showMetrics(client, screen, fleet + 1);
  await remove(client, screen, fleet);
}

async function showFleet(client: ToolClient, screen: Screen): Promise<number> {
  screen.heading("list_agents");
  const { agents, total_count } = await client.call("list_agents", {}, agentsSchema);
  screen.table(
    ["NAME", "STATUS", "ROLE", "PROJECT", "LAST TASK"],
    agents
      .slice(0, SHOWN_ROWS)
      .map(({ name, status, role, project, last_task }) => [name, status, role, project, last_task ?? "-"]),
  );
  if (total_count > SHOWN_ROWS) screen.dim(`and ${total_count - SHOWN_ROWS} more`);
  expect(agents.length > 0, "there is no agent in the fleet");
  screen.done(`${total_count} agents`);
  return total_count;
}

/** The first project that has roles, and its default role. */
async function choose(client: ToolClient): Promise<{ project: string; role: string }> {
  const { projects } = await client.call("list_agent_projects", {}, projectsSchema);
  for (const { name: project } of projects) {
    const { roles } = await client.call("list_agent_roles", { project }, rolesSchema);
    const role = roles.find((candidate) => candidate.default) ?? roles[0];
    if (role !== undefined) return { project, role: role.name };
  }
  throw new Error("No project has a role to create an agent in.");
}

/** Shows what the agent reports until it is idle with another report than `before`; answers that report. */
async function watch(
  client: ToolClient,
  screen: Screen,
  signal: AbortSignal,
  { task, before }: { readonly task: string; readonly before: string | null },
): Promise<string> {
  screen.heading(`show_agent, until idle: “${task}”`);
  const deadline = Date.now() + TASK_LIMIT_MS;
  while (Date.now() < deadline) {
    const { agent } = await client.call("show_agent", { agent_name: AGENT }, oneAgentSchema);
    if (agent.status === "idle" && agent.last_task !== null && agent.last_task !== before) {
      screen.done(`idle: ${agent.last_task}`);
      return agent.last_task;
    }
    expect(agent.status !== "failed", `${AGENT} failed`);
    screen.live(`${agent.status}: ${agent.last_task ?? "no report yet"}`);
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  throw new Error(`${AGENT} did not become idle within ${TASK_LIMIT_MS / 1000} s.`);
}

async function showLog(client: ToolClient, screen: Screen): Promise<void> {
  screen.heading("show_agent_log");
  const { logs } = await client.call("show_agent_log", { agent_name: AGENT, page_size: 4 }, logSchema);
  for (const { type, content } of logs.toReversed()) {
    const [first = "", ...rest] = content.split("\n").filter((line) => line.trim() !== "");
    screen.line(`${type === "input" ? "→" : "←"} ${first.slice(0, 90)}`);
    for (const line of rest.slice(0, 4)) screen.dim(`  ${line.slice(0, 88)}`);
  }
  expect(
    logs.some(({ type, content }) => type === "input" && content.includes(SECOND_TASK)),
    "the log does not hold the task",
  );
  screen.done(`${logs.length} entries`);
}

async function showMetrics(client: ToolClient, screen: Screen, expected: number): Promise<void> {
  screen.heading("get_fleet_status_metrics");
  const metrics = await client.call("get_fleet_status_metrics", {}, metricsSchema);
  expect(metrics.total === expected, `the fleet has ${metrics.total} agents, not ${expected}`);
  for (const [status, count] of Object.entries(metrics.by_status)) {
    screen.line(`${status.padEnd(10)} ${String(count).padStart(4)}  ${"▇".repeat(Math.min(60, count))}`);
  }
  const busy = Math.round(metrics.utilization * 100);
  screen.done(`${metrics.total} agents, ${busy} % busy, ${metrics.needs_attention} need attention`);
}

async function remove(client: ToolClient, screen: Screen, expected: number): Promise<void> {
  screen.heading("delete_agent");
  const { message } = await client.call("delete_agent", { agent_name: AGENT }, messageSchema, screen.live);
  screen.done(message);
  const deadline = Date.now() + TASK_LIMIT_MS;
  for (;;) {
    const { agents } = await client.call("list_agents", {}, agentsSchema);
    const left = agents.find(({ name }) => name === AGENT);
    if (left === undefined) {
      expect(agents.length === expected, `the fleet has ${agents.length} agents, not ${expected}`);
      screen.done("it is gone from the fleet");
      return;
    }
    expect(Date.now() < deadline, `${AGENT} is still ${left.status}`);
    screen.live(`${AGENT} is ${left.status}`);
    await sleep(LOOK_EVERY_MS);
  }
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(`Not as it should be: ${otherwise}.`);
}
