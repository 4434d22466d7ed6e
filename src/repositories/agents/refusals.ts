/** What cannot be done for an agent, said with the next step. */
import { type Agent, type AgentStatus, calledName } from "../../models/agent";
import { CoderApiError, type UpstreamDetails, ValidationError } from "../../models/errors";

/** What to do next with an agent that is in a state which does not allow the call. */
export const NEXT_STEPS: Readonly<Record<AgentStatus, string>> = {
  pending: "It is being built; wait_for_agents until it is idle.",
  starting: "It is starting; wait_for_agents until it is idle.",
  idle: "It waits for work; start_agent_task gives it some.",
  busy: "wait_for_agents until it is idle, interrupt it with cancel_agent_task, or type to it with send_input_to_agent.",
  stopping: "It is stopping; when it is stopped, resume_agent starts it again.",
  stopped: "resume_agent starts it again; start_agent_task does both with start_if_stopped=true.",
  failed: "show_agent tells why where Coder says so; restart_agent tries again.",
  canceling: "Its build is being canceled; then restart_agent starts it again.",
  canceled: "Its build was canceled; restart_agent starts it again.",
  deleting: "It is being deleted; create_agent makes a new one.",
  deleted: "It is deleted; create_agent makes a new one.",
  offline: "Its workspace agent is not connected; restart_agent usually helps.",
};

/** The agent has no workspace, so there is nothing to start, stop or reach. */
export function noWorkspace(agent: Agent): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' has no workspace yet (status ${agent.status}).`,
    hint: "Wait until it has started (wait_for_agents or show_agent), then try again.",
    retryable: true,
  });
}

/** The agent does not run, so its app hears nothing. */
export function notRunning(agent: Agent, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' is ${agent.status}, so it cannot be reached.`,
    hint: NEXT_STEPS[agent.status],
    cause,
  });
}

/** The agent works, so it takes no task now. */
export function busy(agent: Agent, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' is busy.`,
    hint: "wait_for_agents until it is idle, or cancel_agent_task first.",
    retryable: true,
    cause,
  });
}

/** The app that stands for the agent is not where it can be talked to. */
export function appUnreachable(agent: Agent, why: string, cause?: unknown): CoderApiError {
  return new CoderApiError("unsupported_by_deployment", {
    message: `The app of agent '${calledName(agent)}' cannot be reached through the deployment: ${why}.`,
    hint: "Look at the agent with show_agent; restart_agent starts its app anew. Where the deployment serves no path apps, ask its operator.",
    cause,
  });
}

/** The app is its owner's alone; a restart would end the owner's session and change nothing. */
export function appNotShared(agent: Agent, cause: unknown): CoderApiError {
  const { name, owner } = agent;
  return new CoderApiError("permission_denied", {
    message: `Agent '${owner}/${name}' shares its app with nobody but ${owner}, so this token cannot type into it or interrupt it.`,
    hint: `Let ${owner} do it, or use a template that shares the app. Do not restart the agent: that would end ${owner}'s session and not help.`,
    cause,
  });
}

/** Nothing listens where the agent's app should: it died or hangs, whatever its last health check says. */
export function appSilent(agent: Agent, cause: unknown): CoderApiError {
  return new CoderApiError("server_error", {
    message: `The app of agent '${calledName(agent)}' does not answer, so nothing was sent or read.`,
    hint: "restart_agent starts it anew; what it was doing is lost.",
    cause,
  });
}

/** Coder may not, or does not, make something for this user. */
export function notForUser(
  owner: string,
  details: UpstreamDetails | undefined,
  cause: unknown,
): CoderApiError {
  const whom = owner === "me" ? "the token's user" : `user '${owner}'`;
  return new CoderApiError("permission_denied", {
    message: `This token may not create workspaces or agents for ${whom}, or there is no such user.`,
    hint: "Name no owner to create it for yourself, or ask an administrator of the deployment for this permission.",
    ...(details === undefined ? {} : { details }),
    cause,
  });
}

/** There is no user of that name, or none that the token may see. */
export function noSuchUser(name: string): ValidationError {
  return new ValidationError("bad_argument", {
    message: `There is no user '${name}', or this token may not see them.`,
    hint: "Give a user name of the deployment, me, or all.",
  });
}
