import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { AgentMetadata, WorkspaceAgent, WorkspaceApp } from "../../models/coder/workspace";
import { CoderApiError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { workspaceAgentsOf } from "../workspaces/resolveWorkspace";
import { findAgent, withRole } from "./findAgent";

export interface AgentDetails {
  readonly agent: Agent;
  /** Apps of its workspace; empty while it does not run. */
  readonly apps: readonly WorkspaceApp[];
  /** The workspace agent's own figures; empty while it does not run or where the template reports none. */
  readonly metrics: readonly AgentMetadata[];
  readonly workspaceAgent: WorkspaceAgent | null;
}

/** Everything there is to know about one agent: a look-up, then role, workspace and figures at once. */
export async function agentDetails(fleet: Fleet, reference: string, call: Call): Promise<AgentDetails> {
  const { agent, backend } = await findAgent(fleet, reference, call);
  const [filled, workspace, metrics] = await Promise.all([
    withRole(agent, backend, call),
    agent.workspace === null
      ? undefined
      : fleet.deployment.workspaces.find({ kind: "id", id: agent.workspace.id }, call),
    figures(fleet, agent, call),
  ]);
  const workspaceAgents = workspace === undefined ? [] : workspaceAgentsOf(workspace);
  return {
    agent: filled,
    apps: workspaceAgents.flatMap(({ apps }) => apps),
    metrics,
    workspaceAgent:
      workspaceAgents.find(({ id }) => id === agent.workspace?.workspaceAgentId) ??
      workspaceAgents[0] ??
      null,
  };
}

/** Figures are extra: where the deployment cannot deliver them the rest is still worth answering. */
async function figures(fleet: Fleet, agent: Agent, call: Call): Promise<readonly AgentMetadata[]> {
  const workspaceAgentId = agent.workspace?.workspaceAgentId ?? null;
  if (workspaceAgentId === null || (agent.status !== "idle" && agent.status !== "busy")) {
    return [];
  }
  try {
    return await fleet.deployment.workspaceAgents.metadata(workspaceAgentId, call);
  } catch (error) {
    if (error instanceof CoderApiError) {
      return [];
    }
    throw error;
  }
}
