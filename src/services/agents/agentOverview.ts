import type { Agent, ChatDetails, HistoryEntry } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { orElse } from "../orElse";
import { type AgentPlace, agentPlace } from "./agentDetails";
import { closer, findAgent, type FoundAgent } from "./findAgent";

/** What somebody sees who looks at one agent closely. */
export interface AgentOverview extends AgentPlace {
  readonly agent: Agent;
  /** Newest first; empty where the deployment keeps none. */
  readonly history: readonly HistoryEntry[];
  /** Null of what is no chat. */
  readonly chat: ChatDetails | null;
}

/** A look-up, then everything else there is to know about the agent at once. */
export async function agentOverview(fleet: Fleet, reference: string, call: Call): Promise<AgentOverview> {
  const found = await findAgent(fleet, reference, call);
  const { agent, backend } = found;
  const { chats } = backend;
  const [shown, place, history, chat] = await Promise.all([
    closer(found, call),
    agentPlace(fleet, agent, call),
    historyOf(found, call),
    chats === undefined ? null : orElse(chats.details(agent, call), null),
  ]);
  return { agent: shown, ...place, history, chat };
}

async function historyOf({ agent, backend }: FoundAgent, call: Call): Promise<readonly HistoryEntry[]> {
  if (!backend.capabilities.history) return [];
  const { entries } = await orElse(backend.history(agent, call), { entries: [], begins: null });
  return entries;
}
