import * as z from "zod";
import { deleteAgent } from "../../services/agents/deleteAgent";
import { previewAgent } from "../../services/agents/previewAgent";
import { DESTRUCTIVE } from "../annotations";
import { dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const deleteAgentWorkspaceTool = defineTool({
  name: "delete_agent_workspace",
  title: "Delete agent workspace",
  toolsets: ["classic"],
  description:
    "Delete an agent with its workspace and all unsaved work in it, in any state. Cannot be undone.",
  annotations: DESTRUCTIVE,
  input: toolInput({
    workspace_id: z.string().describe("Id of the agent's workspace; a name works too"),
    dry_run: dryRun,
  }),
  output: z.object({ workspace_id: z.string().nullable(), message: z.string() }),
  preview: ({ workspace_id }, fleet, call) => previewAgent(fleet, workspace_id, "delete", call),
  async run({ workspace_id }, fleet, call) {
    const { agent, outcome } = await deleteAgent(fleet, workspace_id, call);
    const note = outcome.note === null ? "" : ` ${outcome.note}`;
    return {
      workspace_id: agent.workspace?.id ?? null,
      message: `Agent '${shownName(agent, workspace_id)}' deleted successfully.${note}`,
    };
  },
  text: ({ message }) => message,
});
