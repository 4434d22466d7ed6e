import { deleteWorkspace } from "../../services/workspaces/deleteWorkspace";
import { deleteEffects, previewWorkspace } from "../../services/workspaces/previewWorkspace";
import { DESTRUCTIVE } from "../annotations";
import { dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { waitForBuild, workspaceName } from "../workspaceArguments";
import { workspaceChange, workspaceChangeSchema } from "../workspaceChange";

export const deleteWorkspaceTool = defineTool({
  name: "delete_workspace",
  title: "Delete workspace",
  toolsets: ["workspaces"],
  description: "Delete a workspace with all that is in it, in any state. Cannot be undone.",
  annotations: DESTRUCTIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({ workspace: workspaceName, wait: waitForBuild, dry_run: dryRun }),
  output: workspaceChangeSchema,
  preview: ({ workspace }, fleet, call) => previewWorkspace(fleet, workspace, deleteEffects, call),
  run: async ({ workspace, wait }, fleet, call) =>
    workspaceChange(await deleteWorkspace(fleet, workspace, wait ?? true, call)),
  text: ({ message }) => message,
});
