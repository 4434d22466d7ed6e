import * as z from "zod";
import { updateAgent } from "../../services/agents/updateAgent";
import { agentView, agentViewSchema } from "../agentView";
import { SETS_STATE } from "../annotations";
import { agentName, optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const updateAgentTool = defineTool({
  name: "update_agent",
  title: "Update agent",
  toolsets: ["fleet"],
  description:
    "Change a chat: its name, title, labels, plan mode; archive or unarchive it. What is left out stays.",
  annotations: SETS_STATE,
  input: toolInput({
    agent_name: agentName,
    name: optional(z.string()).describe("New name, unique"),
    title: optionalText,
    archived: optional(z.boolean()),
    plan_mode: optional(z.boolean()),
    labels: optional(z.record(z.string(), z.string().nullable())).describe("To set; null removes one"),
  }),
  output: z.object({ agent: agentViewSchema, message: z.string() }),
  async run({ agent_name, plan_mode, ...changes }, fleet, call) {
    const agent = await updateAgent(fleet, agent_name, { ...changes, planMode: plan_mode }, call);
    return {
      agent: agentView(agent, agent_name),
      message: `Agent '${shownName(agent, agent_name)}' updated.`,
    };
  },
  text: ({ message }) => message,
});
