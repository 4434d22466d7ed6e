import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { queued, requireCapability, wrongState } from "./agentErrors";
import { followBuild } from "./builds";
import { findAgent, withRole } from "./findAgent";
import { afterBuild } from "./pauseAgent";

/**
 * Stops the agent's workspace, follows that build to its end, then starts it again. Answers when the start is
 * queued, with the agent as it then is. One that does not run is only started.
 * @throws CoderApiError(server_error) where the stop failed; it is then not started.
 */
export async function restartAgent(fleet: Fleet, reference: string, call: Call): Promise<Agent> {
  const found = await findAgent(fleet, reference, call);
  const { agent, backend } = found;
  requireCapability(backend, "pause");
  if (agent.status === "deleting" || agent.status === "deleted") {
    throw wrongState(agent, "it cannot be restarted");
  }
  const report = progressReporter(call);
  if (isRunning(agent)) {
    const stop = await queued(agent, "restarted", backend.pause(agent, call));
    report(`Stopping ${agent.name}`);
    await followBuild(fleet, agent, stop, "The agent was not started again.", call);
  }
  const start = await queued(agent, "started", backend.resume(agent, call));
  report(`Starting ${agent.name}`);
  const started = await afterBuild(found, start, call);
  return agent.kind === "chat" ? started : withRole(started, backend, call);
}

/** Failed and canceled agents run when their workspace agent is there: then what failed is the app or script. */
export function isRunning({ status, workspace }: Agent): boolean {
  switch (status) {
    case "stopped":
      return false;
    case "failed":
    case "canceled":
      return workspace !== null && workspace.workspaceAgentId !== null;
    default:
      return true;
  }
}
