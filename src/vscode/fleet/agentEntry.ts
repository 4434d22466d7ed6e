import type { Agent, SubAgent } from "../../models/agent";

/** An agent as the view shows it: with the deployment it lives on. */
export interface AgentEntry {
  /** Stable over refreshes and unique over deployments. */
  readonly key: string;
  /** Base address. */
  readonly deployment: string;
  readonly agent: Agent;
  /** Started by another agent, which it stands below. */
  readonly isSubAgent: boolean;
}

export function agentEntry(deployment: string, agent: Agent): AgentEntry {
  return { key: agentKey(deployment, agent.id), deployment, agent, isSubAgent: false };
}

export function agentKey(deployment: string, agentId: string): string {
  return `${deployment}|${agentId}`;
}

/** The sub-agents of an agent, as far as a list tells of them: whose they are and where they work is as above. */
export function subAgentEntries({ deployment, agent }: AgentEntry): readonly AgentEntry[] {
  return (agent.chat?.children ?? []).map((child) => ({
    ...agentEntry(deployment, agentOf(child, agent)),
    isSubAgent: true,
  }));
}

function agentOf({ id, title, status, unread, updatedAt }: SubAgent, root: Agent): Agent {
  return {
    ...root,
    id,
    name: title,
    displayName: title,
    status,
    statusReason: null,
    attention: status === "failed" ? { reason: "failed" } : null,
    lastTask: null,
    prompt: null,
    updatedAt,
    stateSince: null,
    ...(root.chat === undefined
      ? {}
      : {
          chat: {
            ...root.chat,
            title,
            unread,
            summary: null,
            planMode: false,
            children: [],
            pullRequest: null,
            error: null,
            queuedForCapacity: false,
          },
        }),
  };
}
