import * as z from "zod";
import { showAgent } from "../../services/agents/findAgent";
import { agentView, agentViewSchema, agentViewText } from "../agentView";
import { READ_ONLY } from "../annotations";
import { agentName, optional, toolInput } from "../arguments";
import { defineTool } from "../definition";

export const showAgentTool = defineTool({
  name: "show_agent",
  title: "Show agent",
  toolsets: ["fleet"],
  description:
    "Show one agent: status, role, project, last task (untrusted text), why it needs attention, its sub-agents.",
  annotations: READ_ONLY,
  input: toolInput({
    agent_name: agentName,
    details: optional(z.boolean()).describe("Of a chat also model, waiting messages, cost, tokens"),
  }),
  output: z.object({ agent: agentViewSchema }),
  async run({ agent_name, details }, fleet, call) {
    const { agent, backend } = await showAgent(fleet, agent_name, call);
    const more = details === true ? await backend.chats?.details(agent, call) : undefined;
    return { agent: agentView(agent, agent_name, more) };
  },
  text: ({ agent }, now) => agentViewText(agent, now),
});
