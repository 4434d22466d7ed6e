import * as z from "zod";
import { deleteAgent } from "../../services/agents/deleteAgent";
import { previewAgent } from "../../services/agents/previewAgent";
import { DESTRUCTIVE } from "../annotations";
import { agentName, dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const deleteAgentTool = defineTool({
  name: "delete_agent",
  title: "Delete agent",
  toolsets: ["fleet"],
  description:
    "Delete an agent with its workspace and all unsaved work in it, in any state. Cannot be undone.",
  annotations: DESTRUCTIVE,
  input: toolInput({ agent_name: agentName, dry_run: dryRun }),
  output: z.object({ agent_name: z.string(), message: z.string() }),
  preview: ({ agent_name }, fleet, call) => previewAgent(fleet, agent_name, "delete", call),
  async run({ agent_name }, fleet, call) {
    const { agent, outcome } = await deleteAgent(fleet, agent_name, call);
    const note = outcome.note === null ? "" : ` ${outcome.note}`;
    const name = shownName(agent, agent_name);
    return { agent_name: name, message: `Agent '${name}' deleted successfully.${note}` };
  },
  text: ({ message }) => message,
});
