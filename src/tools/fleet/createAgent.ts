import * as z from "zod";
import { createAgent } from "../../services/agents/createAgent";
import { agentView, agentViewSchema } from "../agentView";
import { ADDITIVE } from "../annotations";
import { optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";

export const createAgentTool = defineTool({
  name: "create_agent",
  title: "Create agent",
  toolsets: ["fleet"],
  description:
    "Create a coding agent with its first task. Answers at once while it starts; show_agent tells when it is busy or idle.",
  annotations: ADDITIVE,
  input: toolInput({
    name: z.string().describe("1-32 letters, digits, single hyphens; unique"),
    project: z.string().describe("From list_agent_projects"),
    task: z.string().describe("First task, a prompt"),
    role: optionalText.describe("From list_agent_roles; default: the project's default"),
  }),
  output: z.object({ agent: agentViewSchema, message: z.string() }),
  async run({ name, project, task, role }, fleet, call) {
    const agent = await createAgent(fleet, { name, project, task, role, taskArgument: "task" }, call);
    return {
      agent: agentView(agent),
      message: `Agent '${agent.name}' created; it is ${agent.status}.`,
    };
  },
  text: ({ agent, message }) => `${message} Role: ${agent.role}; project: ${agent.project}.`,
});
