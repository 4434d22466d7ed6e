import { type Agent, calledName } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { AgentNotFoundError, CoderApiError, FleetError, ValidationError } from "../../../models/errors";
import { rememberEach } from "../../remember";
import type { ChatsApi } from "./chatsApi";

/**
 * A deployment that lists chats need not be able to make one for this user (facts/coder-chats.md 1): that needs
 * a role, a model, and the AI Gateway. Asked once per organization; that it may is remembered, that it may not
 * is asked again.
 * @returns a function that throws CoderApiError(permission_denied or unsupported_by_deployment) with what is missing
 */
export function usableChats(api: ChatsApi): (organizationId: string, call: Call) => Promise<void> {
  return rememberEach(async (organizationId, call) => {
    const [mayCreate, models] = await Promise.all([
      api.mayCreate(organizationId, call),
      api.models(call),
      assertGateway(api, call),
    ]);
    if (!mayCreate) throw noRole();
    if (!models.some((model) => model.default)) throw noModel();
  });
}

async function assertGateway(api: ChatsApi, call: Call): Promise<void> {
  try {
    await api.provoke(call);
  } catch (error) {
    // Refused for its empty body, or for a missing role, which the other check says better.
    const refused =
      error instanceof ValidationError ||
      (error instanceof CoderApiError && error.reason === "permission_denied");
    if (!refused) throw clearly(error);
  }
}

/** Says what Coder means by its refusals of chats. Other errors are answered as they are. */
function clearly(error: unknown, agent?: Agent): unknown {
  if (!(error instanceof FleetError)) return error;
  if (agent !== undefined && isOwnersOnly(error)) return ownersOnly(agent, error);
  if (agent !== undefined && error.message.includes("only be changed on the root chat")) {
    return new ValidationError("wrong_state", {
      message: `Agent '${calledName(agent)}' is a sub-agent: it goes and comes with the agent that started it.`,
      hint: "cancel_agent_task ends its work; delete or archive the agent it belongs to.",
      cause: error,
    });
  }
  if (error.details?.status === 503 && error.message.includes("AI Gateway")) {
    return new CoderApiError("unsupported_by_deployment", {
      message: "Agents cannot work on this deployment: its AI Gateway is off. Chats can only be read.",
      hint: "Ask the deployment's operator to set CODER_AI_GATEWAY_ENABLED=true.",
      cause: error,
    });
  }
  if (error.message.includes("No default chat model config")) return noModel(error);
  if (error.details?.status === 429 && error.message.includes("queue is full")) {
    return new ValidationError("wrong_state", {
      message: "20 messages wait for this agent already; it takes no more.",
      hint: "Wait until it has worked on them (wait_for_agents), or remove some with manage_agent_queue.",
      cause: error,
    });
  }
  return error;
}

/** Awaits a request that chats may refuse for reasons of their own. `agent`: the one it is to change. */
export async function said<T>(answer: Promise<T>, agent?: Agent): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw clearly(error, agent);
  }
}

/**
 * Messages are the owner's alone (403), whatever else an administrator may do; to who was given a chat to read,
 * any change of it is answered as if it was not there (404).
 */
function isOwnersOnly(error: FleetError): boolean {
  return (
    (error.details?.status === 403 && error.message.includes("Only the chat owner")) ||
    (error instanceof AgentNotFoundError && error.reason === "missing_agent")
  );
}

function ownersOnly({ owner, name }: Agent, cause: FleetError): CoderApiError {
  const what = cause.details?.status === 403 ? "takes messages from nobody else" : "is yours to read only";
  return new CoderApiError("permission_denied", {
    message: `Agent '${owner}/${name}' belongs to ${owner} and ${what}.`,
    hint: `Ask ${owner} to do it; show_agent and show_agent_log show you what it does.`,
    cause,
  });
}

function noRole(): CoderApiError {
  return new CoderApiError("permission_denied", {
    message: "This user may not create agents in the organization: the role 'Coder Agents User' is missing.",
    hint: "Ask an administrator of the deployment for the organization role agents-access.",
  });
}

function noModel(cause?: unknown): CoderApiError {
  return new CoderApiError("unsupported_by_deployment", {
    message: "Agents cannot work on this deployment: no default model is configured.",
    hint: "Ask an administrator of the deployment to configure a provider and a default model for agents.",
    cause,
  });
}
