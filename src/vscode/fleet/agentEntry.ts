import type { Agent } from "../../models/agent";

/** An agent as the view shows it: with the deployment it lives on. */
export interface AgentEntry {
  /** Stable over refreshes and unique over deployments. */
  readonly key: string;
  /** Base address. */
  readonly deployment: string;
  readonly agent: Agent;
}

export function agentEntry(deployment: string, agent: Agent): AgentEntry {
  return { key: agentKey(deployment, agent.id), deployment, agent };
}

export function agentKey(deployment: string, agentId: string): string {
  return `${deployment}|${agentId}`;
}
