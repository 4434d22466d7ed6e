import * as z from "zod";
import type { WorkspaceApp } from "../../models/coder/workspace";
import { singleLine } from "../../models/text";
import { agentDetails } from "../../services/agents/agentDetails";
import { READ_ONLY } from "../annotations";
import { agentId, agentOfUser, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { metricsRecord } from "../metrics";
import { UNTRUSTED } from "../text/untrusted";
import { classicAgent, classicAgentSchema } from "./classicAgent";

export const getAgentDetailsByIdTool = defineTool({
  name: "get_agent_details_by_id",
  title: "Agent details",
  toolsets: ["classic"],
  description: "Show one agent with its apps and the figures (CPU, memory, …) its workspace reports.",
  annotations: READ_ONLY,
  input: toolInput({ user: z.string().describe("Owner, or me"), agent_id: agentId }),
  output: classicAgentSchema.extend({
    connected: z.boolean(),
    capabilities: z.object({
      role: z.string(),
      project: z.string(),
      apps: z.array(z.object({ slug: z.string(), name: z.string(), health: z.string() })),
    }),
    metrics: z.record(z.string(), z.string()),
  }),
  async run({ user, agent_id }, fleet, call) {
    const details = await agentDetails(fleet, agentOfUser(user, agent_id), call);
    const agent = classicAgent(details.agent);
    return {
      ...agent,
      connected: details.workspaceAgent?.status === "connected",
      capabilities: { role: agent.role, project: agent.project, apps: details.apps.map(appOf) },
      metrics: metricsRecord(details.metrics),
    };
  },
  text: (agent) =>
    [
      `${agent.user}/${agent.workspace_name}: ${agent.status}, ${agent.connected ? "connected" : "not connected"}`,
      `id: ${agent.id}; workspace_id: ${agent.workspace_id ?? "none"}`,
      `role: ${agent.role}; project: ${agent.project}`,
      `apps: ${agent.capabilities.apps.map(({ slug, health }) => `${slug} (${health})`).join(", ") || "none"}`,
      ...Object.entries(agent.metrics).map(([name, value]) => `${name}: ${value}`),
      ...(agent.current_assignment === null ? [] : [UNTRUSTED, `last task: ${agent.current_assignment}`]),
    ].join("\n"),
});

function appOf({ slug, display_name, health }: WorkspaceApp) {
  return { slug: singleLine(slug), name: singleLine(display_name), health: singleLine(health) };
}
