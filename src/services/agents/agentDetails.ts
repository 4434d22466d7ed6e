import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import {
  type AgentMetadata,
  type WorkspaceAgent,
  workspaceAgentsOf,
  type WorkspaceApp,
} from "../../models/coder/workspace";
import type { Fleet } from "../fleet";
import { orElse } from "../orElse";
import { findAgent, withRole } from "./findAgent";

/** What an agent's workspace tells. */
export interface AgentPlace {
  /** Apps of its workspace; empty while it does not run. */
  readonly apps: readonly WorkspaceApp[];
  /** The workspace agent's own figures; empty while it does not run or where the template reports none. */
  readonly metrics: readonly AgentMetadata[];
  readonly workspaceAgent: WorkspaceAgent | null;
}

/** Everything there is to know about one agent: a look-up, then role, workspace and figures at once. */
export async function agentDetails(
  fleet: Fleet,
  reference: string,
  call: Call,
): Promise<AgentPlace & { readonly agent: Agent }> {
  const { agent, backend } = await findAgent(fleet, reference, call);
  const [filled, place] = await Promise.all([withRole(agent, backend, call), agentPlace(fleet, agent, call)]);
  return { agent: filled, ...place };
}

/** What the agent's workspace tells: two requests at once. */
export async function agentPlace(fleet: Fleet, agent: Agent, call: Call): Promise<AgentPlace> {
  const [workspace, metrics] = await Promise.all([
    agent.workspace === null
      ? undefined
      : fleet.deployment.workspaces.find({ kind: "id", id: agent.workspace.id }, call),
    figures(fleet, agent, call),
  ]);
  const workspaceAgents = workspace === undefined ? [] : workspaceAgentsOf(workspace);
  return {
    apps: workspaceAgents.flatMap(({ apps }) => apps),
    metrics,
    workspaceAgent:
      workspaceAgents.find(({ id }) => id === agent.workspace?.workspaceAgentId) ??
      workspaceAgents[0] ??
      null,
  };
}

function figures(fleet: Fleet, agent: Agent, call: Call): Promise<readonly AgentMetadata[]> {
  const workspaceAgentId = agent.workspace?.workspaceAgentId ?? null;
  if (workspaceAgentId === null || (agent.status !== "idle" && agent.status !== "busy")) {
    return Promise.resolve([]);
  }
  return orElse(fleet.deployment.workspaceAgents.metadata(workspaceAgentId, call), []);
}
