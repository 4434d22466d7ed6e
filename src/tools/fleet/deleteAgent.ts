import * as z from "zod";
import { deleteAgent } from "../../services/agents/deleteAgent";
import { DESTRUCTIVE } from "../annotations";
import { agentName, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const deleteAgentTool = defineTool({
  name: "delete_agent",
  title: "Delete agent",
  toolsets: ["fleet"],
  description:
    "Delete an agent with its workspace and all unsaved work in it, in any state. Cannot be undone.",
  annotations: DESTRUCTIVE,
  input: toolInput({ agent_name: agentName }),
  output: z.object({ agent_name: z.string(), message: z.string() }),
  async run({ agent_name }, fleet, call) {
    const { agent, outcome } = await deleteAgent(fleet, agent_name, call);
    const note = outcome.note === null ? "" : ` ${outcome.note}`;
    const name = shownName(agent, agent_name);
    return { agent_name: name, message: `Agent '${name}' deleted successfully.${note}` };
  },
  text: ({ message }) => message,
});
