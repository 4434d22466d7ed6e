import type { Call } from "../../models/call";
import { deleteAgent } from "../agents/deleteAgent";
import type { Fleet } from "../fleet";
import { resolveWorkspace } from "./resolveWorkspace";
import { changeWorkspace, ended, type WorkspaceChange } from "./workspaceBuilds";

/**
 * Deletes a workspace in any state. A task's goes by way of its agent, so that no task is left behind without
 * a workspace.
 * @throws CoderApiError(server_error) where the build failed: the workspace is still there.
 */
export async function deleteWorkspace(
  fleet: Fleet,
  text: string,
  wait: boolean,
  call: Call,
): Promise<WorkspaceChange> {
  const { workspace } = await resolveWorkspace(fleet, text, call);
  if (workspace.task_id === null) return changeWorkspace(fleet, workspace, "delete", wait, call);
  await deleteAgent(fleet, workspace.task_id, call);
  const left = await fleet.deployment.workspaces.find({ kind: "id", id: workspace.id }, call);
  const build = left?.latest_build ?? null;
  return build?.transition === "delete"
    ? ended(fleet, workspace, build, wait, call)
    : { workspace, status: left === undefined ? "deleted" : "deleting", changed: true };
}
