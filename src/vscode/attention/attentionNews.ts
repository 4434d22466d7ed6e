/** What a person who looks elsewhere should hear of their fleet. Pure: no VS Code, no clock. */
import type { Agent } from "../../models/agent";
import type { AgentEntry } from "../fleet/agentEntry";

/** Why somebody is told of an agent. */
export type NewsReason = "asks" | "failed" | "finished";

export interface AttentionNews {
  readonly entry: AgentEntry;
  readonly reason: NewsReason;
}

/** Compares each look at the fleet with the one before. The first look at a deployment is never news. */
export class AttentionWatch {
  #before: ReadonlyMap<string, Agent> = new Map();
  /** When each deployment was first seen, milliseconds since 1970. */
  #firstSeen: ReadonlyMap<string, number> = new Map();

  /**
   * @param entries all agents that are known now
   * @param now milliseconds since 1970
   * @returns what has changed that somebody may want to know
   */
  look(entries: readonly AgentEntry[], now: number): readonly AttentionNews[] {
    const deployments = new Set(entries.map(({ deployment }) => deployment));
    const firstSeen = new Map([...deployments].map((url) => [url, this.#firstSeen.get(url) ?? now]));
    const news = entries.flatMap((entry) => {
      const known = this.#before.get(entry.key);
      // One that was made since is known not to have been in this state before.
      const isNew = Date.parse(entry.agent.createdAt) > (firstSeen.get(entry.deployment) ?? now);
      const reason = known === undefined && !isNew ? undefined : reasonOf(known, entry.agent);
      return reason === undefined ? [] : [{ entry, reason }];
    });
    this.#before = new Map(entries.map(({ key, agent }) => [key, agent]));
    this.#firstSeen = firstSeen;
    return news;
  }
}

/** Whether it is news still: what was told later may have come to its end meanwhile. */
export function isStillSo({ entry: { agent }, reason }: AttentionNews): boolean {
  switch (reason) {
    case "asks":
      return asks(agent);
    case "failed":
      return hasFailed(agent);
    case "finished":
      return agent.status !== "busy";
  }
}

function reasonOf(before: Agent | undefined, now: Agent): NewsReason | undefined {
  if (asks(now)) return before !== undefined && asks(before) ? undefined : "asks";
  if (hasFailed(now)) return before !== undefined && hasFailed(before) ? undefined : "failed";
  return before?.status === "busy" && now.status === "idle" ? "finished" : undefined;
}

function asks({ attention }: Agent): boolean {
  return attention?.reason === "question";
}

/** Not where it is only offline: connections come back by themselves. */
function hasFailed({ status, attention }: Agent): boolean {
  return status === "failed" || attention?.reason === "failed" || attention?.reason === "error";
}
