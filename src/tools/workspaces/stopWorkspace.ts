import { stopEffects, previewWorkspace } from "../../services/workspaces/previewWorkspace";
import { resolveWorkspace } from "../../services/workspaces/resolveWorkspace";
import { changeWorkspace } from "../../services/workspaces/workspaceBuilds";
import { DESTRUCTIVE } from "../annotations";
import { dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { waitForBuild, workspaceName } from "../workspaceArguments";
import { workspaceChange, workspaceChangeSchema } from "../workspaceChange";

export const stopWorkspaceTool = defineTool({
  name: "stop_workspace",
  title: "Stop workspace",
  toolsets: ["workspaces"],
  description: "Stop a workspace: what runs in it ends, files on kept disks stay.",
  annotations: { ...DESTRUCTIVE, idempotentHint: true },
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({ workspace: workspaceName, wait: waitForBuild, dry_run: dryRun }),
  output: workspaceChangeSchema,
  preview: ({ workspace }, fleet, call) => previewWorkspace(fleet, workspace, stopEffects, call),
  async run(args, fleet, call) {
    const { workspace } = await resolveWorkspace(fleet, args.workspace, call);
    return workspaceChange(await changeWorkspace(fleet, workspace, "stop", args.wait ?? true, call));
  },
  text: ({ message }) => message,
});
