/** The script both servers run: every tool of the peer, the ways that work and the ways that fail. */
import { ensure, LONG_TASK } from "../support/agents.mjs";

const PROJECT = "Claude Agent";
const NAME = "peer-check";
const agent = { agent_name: NAME };

const call = (label, tool, args = {}) => ({ label, run: (server) => server.call(tool, args) });

/** The step begins with the agent idle or busy in both deployments; `helper` is our server in each. */
const when = (status, step) => ({
  ...step,
  run: async (server, helper) => {
    await ensure(helper, NAME, status);
    return step.run(server, helper);
  },
});

/** The peer refuses to look at agents with longer names, which Coder allows up to 32 characters. */
const PEER_NAME_LENGTH = 20;

/** About the first idle agent of the seed, which both deployments have, with a name that `fits`. */
const seeded = (label, tool, argsFor, fits = (name) => name.length <= PEER_NAME_LENGTH) => ({
  label,
  run: async (server, helper) => {
    const { structuredContent } = await helper.call("list_agents", { status_filter: "idle" });
    const names = structuredContent.agents.map(({ name }) => name);
    return server.call(tool, argsFor(names.find(fits)));
  },
});

const create = (label, args) =>
  call(label, "create_agent", { name: NAME, project: PROJECT, task: "Write a haiku", ...args });

export const steps = [
  call("list", "list_agents"),
  call("list idle", "list_agents", { status_filter: "idle" }),
  call("list by project, other case", "list_agents", { project_filter: PROJECT.toUpperCase() }),
  call("list with an unknown status", "list_agents", { status_filter: "sleeping" }),
  call("list with null filters", "list_agents", { status_filter: null, project_filter: null }),
  call("projects", "list_agent_projects"),
  call("roles, other case", "list_agent_roles", { project: PROJECT.toUpperCase() }),
  call("roles of an unknown project", "list_agent_roles", { project: "nope" }),
  call("roles of a blank project", "list_agent_roles", { project: " " }),
  seeded("show, other case", "show_agent", (name) => ({ agent_name: name.toUpperCase() })),
  seeded(
    "show, long name",
    "show_agent",
    (name) => ({ agent_name: name }),
    (name) => name.length > PEER_NAME_LENGTH,
  ),
  seeded("history", "show_agent_task_history", (name) => ({ agent_name: name, page_size: 2 })),
  seeded("log", "show_agent_log", (name) => ({ agent_name: name })),
  seeded("cancel an idle agent", "cancel_agent_task", (name) => ({ agent_name: name })),
  call("show an unknown agent", "show_agent", { agent_name: "nope" }),
  call("delete an unknown agent", "delete_agent", { agent_name: "nope" }),
  create("create with a bad name", { name: "-x" }),
  create("create with a reserved name", { name: "new" }),
  create("create in an unknown project", { project: "nope" }),
  create("create with an unknown role", { role: "nope" }),
  create("create with a blank task", { task: " " }),
  create("create, other case", { project: PROJECT.toLowerCase(), role: "REVIEWER" }),
  create("create again, other case", { name: NAME.toUpperCase() }),
  when("idle", call("show the new agent", "show_agent", agent)),
  call("start a blank task", "start_agent_task", { ...agent, task_description: " " }),
  call("start a task", "start_agent_task", { ...agent, task_description: LONG_TASK }),
  {
    label: "what the agent heard",
    // Our server reads both: whether the task has reached the agent.
    run: async (_server, helper) => {
      const { structuredContent } = await helper.call("show_agent_log", { ...agent, page_size: 100 });
      return {
        content: [],
        structuredContent: { heard: structuredContent.logs.some(({ content }) => content === LONG_TASK) },
      };
    },
  },
  when("busy", call("start a task while busy", "start_agent_task", { ...agent, task_description: "x" })),
  call("cancel", "cancel_agent_task", agent),
  when("idle", call("restart", "restart_agent", agent)),
  when("idle", call("delete", "delete_agent", agent)),
];
