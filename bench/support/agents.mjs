/** What the measures and the comparison do with agents besides measuring. */
import { succeed } from "./processes.mjs";

const WAIT_MS = 60_000;
const POLL_MS = 100;

/** The agent as `show_agent` tells it, once its status is one of these. */
export async function untilStatus(server, name, statuses) {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const { structuredContent } = await succeed(server, "show_agent", { agent_name: name });
    const { agent } = structuredContent;
    if (statuses.includes(agent.status)) return agent;
    if (Date.now() > end) throw new Error(`${name} is ${agent.status}, not ${statuses.join(" or ")}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Brings an agent that runs, or will, to idle or busy. */
export async function ensure(server, name, status) {
  const agent = await untilStatus(server, name, ["idle", "busy"]);
  if (agent.status === status) return;
  if (status === "busy") {
    await succeed(server, "start_agent_task", { agent_name: name, task_description: LONG_TASK });
  } else {
    // Refused when it has become idle meanwhile, which is what is wanted.
    await server.call("cancel_agent_task", { agent_name: name });
  }
  await untilStatus(server, name, [status]);
}

/** A prompt the embedded deployment's agents work on for a while. */
export const LONG_TASK = "Write another [slow 600]";
