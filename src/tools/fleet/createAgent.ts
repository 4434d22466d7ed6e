import * as z from "zod";
import { createAgent } from "../../services/agents/createAgent";
import { agentView, agentViewSchema } from "../agentView";
import { ADDITIVE } from "../annotations";
import { optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";

export const createAgentTool = defineTool({
  name: "create_agent",
  title: "Create agent",
  toolsets: ["fleet"],
  description:
    "Create a coding agent with its first task. Answers while it starts; a chat with a project once its workspace runs. wait_for_agents tells when it is done.",
  annotations: ADDITIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    name: z.string().describe("1-32 letters, digits, single hyphens; unique"),
    project: optionalText.describe("From list_agent_projects; chats can do without"),
    task: z.string().describe("First task, a prompt"),
    role: optionalText.describe("From list_agent_roles; default: the project's default"),
    model: optionalText.describe("Chats: model name"),
    plan_mode: optional(z.boolean()).describe("Chats: ask and plan before acting"),
  }),
  output: z.object({ agent: agentViewSchema, message: z.string() }),
  async run({ name, project, task, role, model, plan_mode }, fleet, call) {
    const input = { name, project, task, role, model, planMode: plan_mode, taskArgument: "task" };
    const agent = await createAgent(fleet, input, call);
    return {
      agent: agentView(agent),
      message: `Agent '${agent.name}' created; it is ${agent.status}.`,
    };
  },
  text: ({ agent, message }) => `${message} Role: ${agent.role}; project: ${agent.project}.`,
});
