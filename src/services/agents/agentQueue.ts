import { type Agent, calledName, type WaitingMessage } from "../../models/agent";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { requireChats } from "./agentErrors";
import { findAgent } from "./findAgent";

/** What can be done with waiting messages. */
export const QUEUE_ACTIONS = ["list", "remove", "promote"] as const;

/** What is asked of an agent's queue. */
export interface QueueRequest {
  readonly agent: string;
  readonly action: (typeof QUEUE_ACTIONS)[number];
  /** Which message; not for `list`. */
  readonly messageId?: number | undefined;
}

/**
 * Shows the messages that wait until an agent has time, takes one back, or lets one be next. Answers those that
 * wait afterwards.
 * @throws ValidationError(wrong_state) where the message waits no more
 */
export async function agentQueue(
  fleet: Fleet,
  { agent: reference, action, messageId }: QueueRequest,
  call: Call,
): Promise<{ readonly agent: Agent; readonly waiting: readonly WaitingMessage[] }> {
  if (action !== "list" && messageId === undefined) {
    throw new ValidationError("bad_argument", {
      message: `message_id is missing: which message is to be ${action}d?`,
      hint: "action=list shows the ids of the waiting messages.",
    });
  }
  const found = await findAgent(fleet, reference, call, true);
  const chats = requireChats(found, "have waiting messages");
  const { agent } = found;
  if (action !== "list" && messageId !== undefined) {
    const done = await (action === "remove"
      ? chats.removeWaiting(agent, messageId, call)
      : chats.promoteWaiting(agent, messageId, call));
    if (!done) throw gone(agent, messageId);
  }
  return { agent, waiting: await chats.waiting(agent, call) };
}

function gone(agent: Agent, messageId: number): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Message ${messageId} does not wait for agent '${calledName(agent)}' (any more).`,
    hint: "action=list shows the messages that wait; show_agent_log those it has begun.",
  });
}
