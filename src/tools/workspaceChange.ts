/** The answer of tools that build a workspace. */
import * as z from "zod";
import type { WorkspaceChange } from "../services/workspaces/workspaceBuilds";

export const workspaceChangeSchema = z.object({
  workspace: z.string(),
  workspace_id: z.string(),
  status: z.string(),
  message: z.string(),
});

/** The change in structured form, with what to look at next. */
export function workspaceChange(change: WorkspaceChange): z.output<typeof workspaceChangeSchema> {
  const { workspace, status, changed } = change;
  const name = `${workspace.owner_name}/${workspace.name}`;
  return {
    workspace: name,
    workspace_id: workspace.id,
    status,
    message: `Workspace '${name}' is ${status}${changed ? "" : " already"}.${next(status)}`,
  };
}

/** What a caller may want to look at next. */
function next(status: string): string {
  switch (status) {
    case "running":
      return " get_workspace_status tells whether its workspace agents are ready.";
    case "pending":
    case "starting":
    case "stopping":
    case "deleting":
      return " get_workspace_status tells how it goes.";
    default:
      return "";
  }
}
