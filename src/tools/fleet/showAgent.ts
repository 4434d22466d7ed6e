import * as z from "zod";
import { showAgent } from "../../services/agents/findAgent";
import { agentView, agentViewSchema, agentViewText } from "../agentView";
import { READ_ONLY } from "../annotations";
import { agentName, toolInput } from "../arguments";
import { defineTool } from "../definition";

export const showAgentTool = defineTool({
  name: "show_agent",
  title: "Show agent",
  toolsets: ["fleet"],
  description:
    "Show one agent: status, role, project, last task (untrusted text), and why it needs attention.",
  annotations: READ_ONLY,
  input: toolInput({ agent_name: agentName }),
  output: z.object({ agent: agentViewSchema }),
  async run({ agent_name }, fleet, call) {
    return { agent: agentView(await showAgent(fleet, agent_name, call), agent_name) };
  },
  text: ({ agent }, now) => agentViewText(agent, now),
});
