import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { requireCapability, wrongState } from "./agentErrors";
import { checkAgentText } from "./agentText";
import { findAgent } from "./findAgent";

/**
 * Sends text to an agent whatever it does: an answer, or a word to one that works.
 * @throws ValidationError(wrong_state) where it does not run; nothing was sent.
 */
export async function sendInput(fleet: Fleet, reference: string, text: string, call: Call): Promise<Agent> {
  checkAgentText(text, "input_text");
  const { agent, backend } = await findAgent(fleet, reference, call, true);
  requireCapability(backend, "send");
  if (agent.status !== "idle" && agent.status !== "busy" && agent.status !== "failed") {
    throw wrongState(agent, "only a running agent takes input");
  }
  await backend.sendInput(agent, text, call);
  return agent;
}
