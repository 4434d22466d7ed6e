/** Where our answer is another than Fleet MCP 0.8.0's, and why ours is the right one. */

const LISTS = ["list", "list by project, other case", "list with null filters"];

/** @type {readonly {field: string, steps: readonly string[], why: string}[]} */
export const knownDifferences = [
  {
    field: "agents rows",
    steps: [...LISTS, "list idle"],
    why: "Fleet MCP lists everybody's agents the token sees without saying whose they are, and then acts on them by bare name; we list one's own, and others' with their owner",
  },
  {
    field: "total_count",
    steps: [...LISTS, "list idle"],
    why: "the same: others' agents are counted as one's own",
  },
  {
    field: "agents[].status",
    steps: LISTS,
    why: "an agent whose workspace agent has lost its connection is offline, not starting for ever",
  },
  {
    field: "agents[].last_task",
    steps: [...LISTS, "list idle"],
    why: "Fleet MCP knows reports only of an app with the slug ccw; Coder says which app is the task's",
  },
  {
    field: "agent.last_task",
    steps: ["show, other case", "show the new agent"],
    why: "the same: reports of the task's own app",
  },
  {
    field: "total_count",
    steps: ["history"],
    why: "the same: reports of the task's own app",
  },
  {
    field: "has_next_page",
    steps: ["history"],
    why: "follows from the reports that are missing there",
  },
  {
    field: "outcome",
    steps: ["list with an unknown status"],
    why: "an unknown word is refused with the words there are; Fleet MCP ignores the filter silently",
  },
  {
    field: "outcome",
    steps: ["show, long name"],
    why: "Coder's names have up to 32 characters; Fleet MCP refuses those over 20 here",
  },
  {
    field: "outcome",
    steps: ["log"],
    why: "this generation of Coder has no log route and answers with the dashboard's page; we ask the task's app",
  },
  {
    field: "heard",
    steps: ["what the agent heard"],
    why: "this generation has no route to send input and answers with the dashboard's page and status 200, which Fleet MCP reports as success: the task is lost; we give it to the task's app",
  },
  {
    field: "outcome",
    steps: ["cancel"],
    why: "Fleet MCP interrupts only an app with the slug ccw; we interrupt the task's own app",
  },
  {
    field: "agent.name",
    steps: ["restart"],
    why: "Fleet MCP reads the build as if it were the workspace; ours is the real agent",
  },
  ...["agent.status", "agent.role", "agent.project"].map((field) => ({
    field,
    steps: ["restart"],
    why: "the same: ours is the real agent",
  })),
];
