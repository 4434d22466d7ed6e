import * as z from "zod";
import { sendInput } from "../../services/agents/sendInput";
import { ADDITIVE } from "../annotations";
import { agentId, agentOfUser, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const sendInputToAgentTool = defineTool({
  name: "send_input_to_agent",
  title: "Send input",
  toolsets: ["fleet", "classic"],
  description:
    "Send text to a running agent whatever it does: an answer to its question, or a word while it works. For a new task use start_agent_task.",
  annotations: ADDITIVE,
  input: toolInput({
    user: optionalText.describe("Owner, when not in agent_id; default me"),
    agent_id: agentId,
    input_text: z.string(),
  }),
  output: z.object({ agent_id: z.string(), agent_name: z.string(), message: z.string() }),
  async run(args, fleet, call) {
    const asked = agentOfUser(args.user, args.agent_id);
    const agent = await sendInput(fleet, asked, args.input_text, call);
    const name = shownName(agent, asked);
    return { agent_id: agent.id, agent_name: name, message: `Input sent to agent '${name}'.` };
  },
  text: ({ message }) => message,
});
