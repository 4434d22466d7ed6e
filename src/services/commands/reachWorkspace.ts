/** From a workspace as a caller names it to one in which something can be run now. */
import type { Call } from "../../models/call";
import type { Workspace, WorkspaceAgent } from "../../models/coder/workspace";
import { CoderApiError, ValidationError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { pickWorkspaceAgent, type ResolvedWorkspace, resolveWorkspace } from "../workspaces/resolveWorkspace";
import { untilConnected } from "../workspaces/untilConnected";
import { changeWorkspace } from "../workspaces/workspaceBuilds";

/** A workspace that runs, and its connected workspace agent. */
export interface ReachedWorkspace {
  readonly workspace: Workspace;
  readonly workspaceAgent: WorkspaceAgent;
}

/**
 * One request for a workspace that runs; with `startIfStopped` a stopped one is started first, with progress.
 * @throws AgentNotFoundError(missing_workspace); ValidationError(bad_argument, wrong_state)
 * @throws CoderApiError(server_error) where it could not be started
 * @throws CoderApiError(unsupported_by_deployment) for Windows, which has no `sh`.
 */
export async function reachWorkspace(
  fleet: Fleet,
  text: string,
  startIfStopped: boolean,
  call: Call,
): Promise<ReachedWorkspace> {
  const resolved = await resolveWorkspace(fleet, text, call);
  const { workspace } = resolved;
  const status = workspace.latest_build?.status ?? "pending";
  const startable = status === "stopped" && startIfStopped;
  if (status !== "running" && !startable) throw notRunning(workspace, status);
  const running = startable ? await start(fleet, resolved, call) : resolved;
  const workspaceAgent = pickWorkspaceAgent(running);
  if (workspaceAgent.status !== "connected") throw notConnected(workspace, workspaceAgent);
  if (workspaceAgent.operating_system === "windows") throw windows(workspace);
  return { workspace: running.workspace, workspaceAgent };
}

async function start(fleet: Fleet, resolved: ResolvedWorkspace, call: Call): Promise<ResolvedWorkspace> {
  progressReporter(call)(`Starting workspace ${resolved.workspace.name}`);
  await changeWorkspace(fleet, resolved.workspace, "start", true, call);
  const workspace = await untilConnected(
    fleet,
    resolved.workspace,
    (found) => pickWorkspaceAgent({ ...resolved, workspace: found }).status === "connected",
    call,
  );
  return { ...resolved, workspace };
}

function notRunning(workspace: Workspace, status: string): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Workspace '${workspace.name}' is ${status}; something can be run only in a running one.`,
    hint:
      status === "stopped"
        ? "start_if_stopped=true starts it first, or use start_workspace."
        : "Ask get_workspace_status until it is running, then call again.",
    retryable: status !== "stopped",
  });
}

function notConnected(workspace: Workspace, agent: WorkspaceAgent): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Workspace '${workspace.name}' cannot be reached: its workspace agent '${agent.name}' is ${agent.status}.`,
    hint: "Wait until get_workspace_status says connected; if it stays so, stop and start the workspace.",
    retryable: true,
  });
}

function windows(workspace: Workspace): CoderApiError {
  return new CoderApiError("unsupported_by_deployment", {
    message: `Workspace '${workspace.name}' runs Windows; commands and files need a Unix shell.`,
    hint: "Use a Linux workspace, or the deployment's own terminal.",
  });
}
