import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { DeleteOutcome } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { findAgent } from "./findAgent";

/** Deletes an agent and its workspace, whatever it does. Answers when the deletion is queued. */
export async function deleteAgent(
  fleet: Fleet,
  reference: string,
  call: Call,
): Promise<{ readonly agent: Agent; readonly outcome: DeleteOutcome }> {
  const { agent, backend } = await findAgent(fleet, reference, call);
  return { agent, outcome: await backend.delete(agent, call) };
}
