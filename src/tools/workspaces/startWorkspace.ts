import { resolveWorkspace } from "../../services/workspaces/resolveWorkspace";
import { changeWorkspace } from "../../services/workspaces/workspaceBuilds";
import { SETS_STATE } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { waitForBuild, workspaceName } from "../workspaceArguments";
import { workspaceChange, workspaceChangeSchema } from "../workspaceChange";

export const startWorkspaceTool = defineTool({
  name: "start_workspace",
  title: "Start workspace",
  toolsets: ["workspaces"],
  description: "Start a stopped workspace and follow its build to the end.",
  annotations: SETS_STATE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({ workspace: workspaceName, wait: waitForBuild }),
  output: workspaceChangeSchema,
  async run(args, fleet, call) {
    const { workspace } = await resolveWorkspace(fleet, args.workspace, call);
    return workspaceChange(await changeWorkspace(fleet, workspace, "start", args.wait ?? true, call));
  },
  text: ({ message }) => message,
});
