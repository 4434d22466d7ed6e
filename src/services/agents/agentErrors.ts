import { type Agent, calledName } from "../../models/agent";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../../models/errors";
import { quoted, singleLine } from "../../models/text";
import type { AgentBackend, AgentCapabilities } from "../../repositories/agentBackend";
import type { ChatActions } from "../../repositories/chatActions";
import { NEXT_STEPS } from "../../repositories/agents/refusals";

/** No such agent, or one that this token or the workspace filter does not show. */
export function agentNotFound(reference: string): AgentNotFoundError {
  return new AgentNotFoundError("missing_agent", {
    message: `There is no agent ${quoted(reference)}, or it may not be seen with this token.`,
    hint: "list_agents shows your agents; somebody else's is named owner/name (list_agents owner=all).",
  });
}

/**
 * Coder lets one build of a workspace run at a time. Answers what `build` does; where it is refused for another
 * build, the error names agent and state instead of Coder's route. `action` follows "cannot be".
 * @throws ValidationError(wrong_state)
 */
export async function queued<T>(agent: Agent, action: string, build: Promise<T>): Promise<T> {
  try {
    return await build;
  } catch (error) {
    if (!isBuildActive(error)) {
      throw error;
    }
    throw new ValidationError("wrong_state", {
      message: `Agent '${calledName(agent)}' cannot be ${action} now: a build of its workspace is under way (status ${agent.status}).`,
      hint: "wait_for_agents until it has settled, then call again.",
      retryable: true,
      cause: error,
    });
  }
}

/** Whether Coder refused a build because another one of the workspace is under way (409). */
export function isBuildActive(error: unknown): boolean {
  return (
    error instanceof ValidationError &&
    error.details?.status === 409 &&
    error.message.includes("build is already active")
  );
}

/** The agent's present state does not allow the call. `needed` says which one would: "only an idle agent …". */
export function wrongState(agent: Agent, needed: string): ValidationError {
  const reason = agent.statusReason === null ? "" : ` (${singleLine(agent.statusReason, 200)})`;
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' is ${agent.status}${reason}; ${needed}.`,
    hint: NEXT_STEPS[agent.status],
  });
}

/** The workspace of an agent whose log is wanted. @throws ValidationError(wrong_state) where it has none */
export function loggingWorkspace(agent: Agent): NonNullable<Agent["workspace"]> {
  if (agent.workspace !== null) return agent.workspace;
  throw new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' has no workspace (yet), so there is no log of one.`,
    hint: "show_agent_log shows its conversation.",
  });
}

/** Another agent of the owner has the name. */
export function nameTaken(name: string, hint: string): ValidationError {
  return new ValidationError("conflict", {
    message: `There is already an agent named '${name}' (names are compared in any case).`,
    hint,
  });
}

const ACTIONS = {
  create: "create agents",
  send: "send text to an agent",
  cancel: "interrupt an agent",
  history: "show an agent's history",
  log: "show an agent's log",
  pause: "pause or resume an agent",
} as const satisfies Partial<Record<keyof AgentCapabilities, string>>;

/** @throws CoderApiError(unsupported_by_deployment) where the backend cannot do it; nothing was sent. */
export function requireCapability(backend: AgentBackend, capability: keyof typeof ACTIONS): void {
  if (!backend.capabilities[capability]) {
    throw unsupported(ACTIONS[capability]);
  }
}

/**
 * What only chats can do. `ability` follows "cannot let agent 'x'".
 * @throws CoderApiError(unsupported_by_deployment) for any other agent
 */
export function requireChats(
  { agent, backend }: { readonly agent: Agent; readonly backend: AgentBackend },
  ability: string,
): ChatActions {
  if (backend.chats !== undefined) return backend.chats;
  throw unsupported(`let agent '${calledName(agent)}' ${ability}: it is a ${agent.kind}, and only chats can`);
}

/** The deployment has no way to do it. `action` follows "cannot". */
export function unsupported(action: string): CoderApiError {
  return new CoderApiError("unsupported_by_deployment", {
    message: `This Coder deployment cannot ${action}.`,
    hint: "It needs a deployment with Coder's Tasks or Chats API. Listing, showing, restarting and deleting agents still work.",
  });
}
