/** How many requests each tool makes upstream, counted by a proxy; probing happens before. */
import { startProxy } from "../support/proxy.mjs";
import { ours, startEmbedded, startMcp, succeed } from "../support/processes.mjs";
import { LONG_TASK, untilStatus } from "../support/agents.mjs";
import { countInside, INSIDE_TOOLSETS } from "./insideRequests.mjs";

const BARS = { read: 2, change: 3, create: 6, restart: 5 };
const NAME = "bench-agent";

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function requests() {
  return [...(await requestsOn("tasks")), ...(await requestsOn("chats"))];
}

async function requestsOn(generation) {
  const deployment = await startEmbedded({ agents: 20, latency: 20, speed: 20, generation });
  const proxy = await startProxy(deployment);
  const server = await startMcp(ours, proxy, INSIDE_TOOLSETS);
  try {
    const rows = [];
    const count = async (kind, tool, args) => {
      proxy.take();
      const { milliseconds } = await succeed(server, tool, args);
      const { asked, followed } = proxy.take();
      rows.push({
        what: `requests of ${tool}, ${generation}`,
        value: asked.length,
        bar: BARS[kind],
        unit: "",
        note: `${kind}, ${Math.round(milliseconds)} ms${followed.length === 0 ? "" : `, ${followed.length} more followed the build`}`,
      });
    };
    const { structuredContent } = await succeed(server, "list_agent_projects");
    const project = structuredContent.projects[0].name;
    const agent = { agent_name: NAME };
    // What is asked once: role names of a template version, whether chats can be used, what one of them asks.
    if (generation === "chats") await succeed(server, "create_agent", { name: "first", task: "Say hello" });
    await succeed(server, "list_agents");

    await count("create", "create_agent", { name: NAME, project, task: "Write a haiku" });
    await untilStatus(server, NAME, ["idle"]);
    await count("read", "list_agents");
    await count("read", "show_agent", agent);
    await count("read", "list_agent_projects");
    await count("read", "list_agent_roles", { project });
    await count("read", "show_agent_task_history", agent);
    await count("read", "show_agent_log", agent);
    await count("read", "get_fleet_status_metrics");
    await count("change", "start_agent_task", { ...agent, task_description: LONG_TASK });
    await untilStatus(server, NAME, ["busy"]);
    if (generation === "chats") await countQueue(server, count, agent);
    await count("change", "cancel_agent_task", agent);
    await untilStatus(server, NAME, ["idle"]);
    await count("change", "pause_agent", agent);
    await untilStatus(server, NAME, ["stopped"]);
    await count("change", "resume_agent", agent);
    await untilStatus(server, NAME, ["idle"]);
    await count("restart", "restart_agent", agent);
    await untilStatus(server, NAME, ["idle"]);
    await count("change", "delete_agent", agent);
    if (generation === "tasks") await countInside(server, count, project);
    return rows;
  } finally {
    await server.close();
    proxy.stop();
    await deployment.stop();
  }
}

/** What only chats can do. */
async function countQueue(server, count, agent) {
  await count("change", "send_input_to_agent", { agent_id: NAME, input_text: "And then this" });
  await count("read", "manage_agent_queue", { ...agent, action: "list" });
  const { structuredContent } = await succeed(server, "manage_agent_queue", { ...agent, action: "list" });
  const message_id = structuredContent.waiting_messages[0].id;
  await count("change", "manage_agent_queue", { ...agent, action: "remove", message_id });
  await count("change", "update_agent", { ...agent, title: "Another title" });
}
