import type { Call } from "../../models/call";
import {
  type Workspace,
  type WorkspaceAgent,
  workspaceAgentsOf,
  type WorkspaceApp,
} from "../../models/coder/workspace";
import type { Fleet } from "../fleet";
import { orElse } from "../orElse";
import { type AppTarget, appTarget, workspaceUrl } from "./appAddress";
import { resolveWorkspace } from "./resolveWorkspace";
import { untilConnected } from "./untilConnected";
import { changeWorkspace } from "./workspaceBuilds";

export interface OpenableApp {
  readonly app: WorkspaceApp;
  readonly target: AppTarget;
}

interface OpenableAgent {
  readonly agent: WorkspaceAgent;
  /** Without those the template hides. */
  readonly apps: readonly OpenableApp[];
}

/** A workspace as somebody finds it who wants to open something in it. */
export interface OpenableWorkspace {
  readonly workspace: Workspace;
  /** Coder's word for how it is now. */
  readonly status: string;
  /** None while it does not run. */
  readonly agents: readonly OpenableAgent[];
  /** Its page in the dashboard. */
  readonly url: string;
  /** The host of apps and ports with names of their own, e.g. `*.apps.example.com`; empty where there is none. */
  readonly host: string;
}

/**
 * A workspace with all that can be opened in it: one request, and once per process another one for the host of apps.
 * @param start starts it first where it does not run, with progress, and waits for a workspace agent to connect
 * @throws AgentNotFoundError(missing_workspace)
 * @throws ValidationError(wrong_state), CoderApiError(server_error) where it cannot be started
 */
export async function openableWorkspace(
  fleet: Fleet,
  reference: string,
  start: boolean,
  call: Call,
): Promise<OpenableWorkspace> {
  const { workspace: found } = await resolveWorkspace(fleet, reference, call);
  const workspace = start ? await started(fleet, found, call) : found;
  const status = workspace.latest_build?.status ?? "pending";
  const agents = status === "running" ? workspaceAgentsOf(workspace) : [];
  const { url: deployment } = fleet.deployment;
  const host = agents.length === 0 ? "" : await orElse(fleet.deployment.appsHost(call), "");
  return {
    workspace,
    status,
    agents: agents.map((agent) => ({
      agent,
      apps: agent.apps
        .filter(({ hidden }) => !hidden)
        .map((app) => ({ app, target: appTarget({ deployment, host, workspace, agent }, app) })),
    })),
    url: workspaceUrl(deployment, workspace),
    host,
  };
}

async function started(fleet: Fleet, workspace: Workspace, call: Call): Promise<Workspace> {
  await changeWorkspace(fleet, workspace, "start", true, call);
  const isConnected = (now: Workspace) => workspaceAgentsOf(now).some(({ status }) => status === "connected");
  return untilConnected(fleet, workspace, isConnected, call);
}
