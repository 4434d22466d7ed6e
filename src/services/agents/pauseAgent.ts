import { type Agent, AGENT_STATUSES } from "../../models/agent";
import type { Call } from "../../models/call";
import type { StartedBuild } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { queued, requireCapability, wrongState } from "./agentErrors";
import { findAgent, type FoundAgent, refreshed } from "./findAgent";

/**
 * Stops an agent's workspace; its conversation is kept. Answers when the build is queued, with the agent as it
 * then is. An agent that is stopped or stopping is left as it is.
 * @throws ValidationError(wrong_state) where a build is under way.
 */
export async function pauseAgent(fleet: Fleet, reference: string, call: Call): Promise<Agent> {
  const found = await findAgent(fleet, reference, call);
  requireCapability(found.backend, "pause");
  switch (found.agent.status) {
    case "stopped":
    case "stopping":
      return found.agent;
    case "deleting":
    case "deleted":
      throw wrongState(found.agent, "it cannot be paused");
    default:
      return afterBuild(
        found,
        await queued(found.agent, "paused", found.backend.pause(found.agent, call)),
        call,
      );
  }
}

/**
 * Starts a stopped agent again. Answers when the build is queued, with the agent as it then is. An agent that
 * runs already is left as it is.
 * @throws ValidationError(wrong_state) where it cannot be started.
 */
export async function resumeAgent(fleet: Fleet, reference: string, call: Call): Promise<Agent> {
  const found = await findAgent(fleet, reference, call);
  requireCapability(found.backend, "pause");
  switch (found.agent.status) {
    case "idle":
    case "busy":
    case "pending":
    case "starting":
      return found.agent;
    case "stopped":
    case "failed":
    case "canceled":
      return afterBuild(
        found,
        await queued(found.agent, "resumed", found.backend.resume(found.agent, call)),
        call,
      );
    case "offline":
    case "stopping":
    case "canceling":
    case "deleting":
    case "deleted":
      throw wrongState(found.agent, "only a stopped agent can be resumed");
  }
}

/** The agent right after a build was queued. A chat does nothing then but what its workspace does. */
export async function afterBuild(found: FoundAgent, build: StartedBuild, call: Call): Promise<Agent> {
  const { agent } = found;
  if (agent.kind !== "chat") return refreshed(found, call);
  const status = AGENT_STATUSES.find((word) => word === build.status) ?? agent.status;
  return { ...agent, status, statusReason: null };
}
