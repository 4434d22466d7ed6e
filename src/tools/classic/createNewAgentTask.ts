import * as z from "zod";
import { createAgent } from "../../services/agents/createAgent";
import { ADDITIVE } from "../annotations";
import { optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { parameterTexts, richParameters } from "../richParameters";
import { classicAgent, classicAgentSchema } from "./classicAgent";

export const createNewAgentTaskTool = defineTool({
  name: "create_new_agent_task",
  title: "Create agent task",
  toolsets: ["classic"],
  description:
    "Create an agent in a workspace of its own with its first task. Answers at once while it starts.",
  annotations: ADDITIVE,
  input: toolInput({
    user: z.string().describe("Owner, or me"),
    prompt: z.string().describe("First task"),
    workspace_name: z.string().describe("1-32 letters, digits, single hyphens; unique"),
    template_name: optionalText.describe("Needed when there are several"),
    rich_parameters: optional(richParameters).describe("Template parameters by name"),
  }),
  output: z.object({ agent: classicAgentSchema, message: z.string() }),
  async run(args, fleet, call) {
    const agent = await createAgent(
      fleet,
      {
        name: args.workspace_name,
        project: args.template_name,
        task: args.prompt,
        taskArgument: "prompt",
        owner: args.user,
        parameters: parameterTexts(args.rich_parameters ?? {}),
      },
      call,
    );
    return { agent: classicAgent(agent), message: `Agent '${agent.name}' created; it is ${agent.status}.` };
  },
  text: ({ agent, message }) => `${message} id: ${agent.id}`,
});
