import type { Call } from "../../models/call";
import type { Workspace } from "../../models/coder/workspace";
import type { Preview } from "../../models/preview";
import type { Fleet } from "../fleet";
import { resolveWorkspace } from "./resolveWorkspace";

/**
 * What would happen to a workspace; `effects` says it from the workspace as it is now.
 * @throws AgentNotFoundError(missing_workspace)
 */
export async function previewWorkspace(
  fleet: Fleet,
  text: string,
  effects: (workspace: Workspace) => readonly string[],
  call: Call,
): Promise<Preview> {
  const { workspace } = await resolveWorkspace(fleet, text, call);
  const { id, owner_name: owner, name, latest_build: build, updated_at: updatedAt } = workspace;
  return {
    target: {
      kind: "workspace",
      id,
      name: `${owner}/${name}`,
      status: build?.status ?? null,
      version: `${updatedAt} ${build?.build_number ?? 0}`,
    },
    effects: effects(workspace),
  };
}

/** Consequences of stopping a workspace. */
export function stopEffects({ latest_build: build }: Workspace): readonly string[] {
  return build?.status === "stopped"
    ? ["It is stopped already: nothing changes."]
    : ["What runs in it ends; files outside of kept disks are lost."];
}

/** Consequences of deleting a workspace. */
export function deleteEffects({ task_id: taskId }: Workspace): readonly string[] {
  return [
    "All files in it are deleted: uncommitted and unpushed work is lost.",
    ...(taskId === null ? [] : ["The agent in it is deleted too, with its conversation."]),
    "This cannot be undone.",
  ];
}
