import type { Call } from "../../models/call";
import {
  type AgentMetadata,
  type Workspace,
  type WorkspaceAgent,
  workspaceAgentsOf,
  type WorkspaceApp,
} from "../../models/coder/workspace";
import { sameText } from "../../models/text";
import type { Fleet } from "../fleet";
import { orElse } from "../orElse";
import { appUrl, workspaceUrl } from "./appAddress";
import { resolveWorkspace } from "./resolveWorkspace";

/** Most workspace agents whose figures are asked for: each takes a connection of its own. */
const MEASURED_AGENTS = 5;

interface AppStatus {
  readonly app: WorkspaceApp;
  /** Where a browser finds it; null where the deployment cannot reach it. */
  readonly url: string | null;
}

/** A workspace agent with its apps and figures. */
export interface WorkspaceAgentStatus {
  readonly agent: WorkspaceAgent;
  readonly apps: readonly AppStatus[];
  /** The figures its template reports; empty where it reports none or is not connected. */
  readonly metrics: readonly AgentMetadata[];
}

/** A workspace with all that runs in it. */
export interface WorkspaceStatus {
  readonly workspace: Workspace;
  readonly agents: readonly WorkspaceAgentStatus[];
  /** Its page in the dashboard. */
  readonly url: string;
}

/** All there is to know of a workspace: a look-up, then one connection per workspace agent for its figures. */
export async function workspaceStatus(fleet: Fleet, text: string, call: Call): Promise<WorkspaceStatus> {
  const { workspace, workspaceAgentName } = await resolveWorkspace(fleet, text, call);
  const agents = workspaceAgentsOf(workspace).filter(
    ({ name }) => workspaceAgentName === null || sameText(name, workspaceAgentName),
  );
  const host = await appsHost(fleet, agents, call);
  const { url } = fleet.deployment;
  return {
    workspace,
    url: workspaceUrl(url, workspace),
    agents: await Promise.all(
      agents.map(async (agent, index) => ({
        agent,
        apps: agent.apps
          .filter(({ hidden }) => !hidden)
          .map((app) => ({ app, url: appUrl({ deployment: url, host, workspace, agent }, app) })),
        metrics: index < MEASURED_AGENTS ? await figures(fleet, agent, call) : [],
      })),
    ),
  };
}

async function figures(fleet: Fleet, agent: WorkspaceAgent, call: Call): Promise<readonly AgentMetadata[]> {
  if (agent.status !== "connected") return [];
  return orElse(fleet.deployment.workspaceAgents.metadata(agent.id, call), []);
}

/** Where apps with names of their own live; empty where there is none, or no app that is shown needs it. */
async function appsHost(fleet: Fleet, agents: readonly WorkspaceAgent[], call: Call): Promise<string> {
  if (!agents.some(({ apps }) => apps.some(({ subdomain, hidden }) => subdomain && !hidden))) return "";
  return orElse(fleet.deployment.appsHost(call), "");
}
