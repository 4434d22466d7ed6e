import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { requireCapability, wrongState } from "./agentErrors";
import { findAgent } from "./findAgent";

/**
 * Interrupts the work of a busy agent and of its sub-agents; the agent stays.
 * @throws ValidationError(wrong_state) where it is not busy; nothing was sent.
 */
export async function cancelTask(fleet: Fleet, reference: string, call: Call): Promise<Agent> {
  const { agent, backend } = await findAgent(fleet, reference, call, true);
  requireCapability(backend, "cancel");
  if (!isWorking(agent)) {
    throw wrongState(agent, "only a busy agent has a task to cancel");
  }
  await backend.cancelTask(agent, call);
  return agent;
}

/** Whether it or one of its sub-agents is busy. */
export function isWorking({ status, chat }: Agent): boolean {
  return status === "busy" || (chat?.children ?? []).some((child) => child.status === "busy");
}
