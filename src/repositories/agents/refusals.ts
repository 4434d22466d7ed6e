/** What cannot be done for an agent, said with the next step. */
import type { Agent } from "../../models/agent";
import { CoderApiError, ValidationError } from "../../models/errors";

/** The agent has no workspace, so there is nothing to start, stop or reach. */
export function noWorkspace(agent: Agent): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${agent.name}' has no workspace yet (status ${agent.status}).`,
    hint: "Wait until it has started (wait_for_agents or show_agent), then try again.",
    retryable: true,
  });
}

/** The agent does not run, so its app hears nothing. */
export function notRunning(agent: Agent, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${agent.name}' is ${agent.status}, so it cannot be reached.`,
    hint: NEXT_STEP[agent.status] ?? "Wait until it is idle (wait_for_agents or show_agent), then try again.",
    cause,
  });
}

const NEXT_STEP: Partial<Record<Agent["status"], string>> = {
  stopped: "Start it with resume_agent, then try again.",
  failed: "See why with show_agent, then restart_agent.",
  canceled: "Start it with restart_agent, then try again.",
  offline: "Its workspace runs but cannot be reached; restart_agent brings it back.",
};

/** The agent works, so it takes no task now. */
export function busy(agent: Agent, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${agent.name}' is busy.`,
    hint: "wait_for_agents until it is idle, or cancel_agent_task first.",
    retryable: true,
    cause,
  });
}

/** The app that stands for the agent is not where it can be talked to. */
export function appUnreachable(agent: Agent, why: string, cause?: unknown): CoderApiError {
  return new CoderApiError("unsupported_by_deployment", {
    message: `The app of agent '${agent.name}' cannot be reached through the deployment: ${why}.`,
    hint: "Look at the agent with show_agent; restart_agent starts its app anew. Where the deployment serves no path apps, ask its operator.",
    cause,
  });
}
