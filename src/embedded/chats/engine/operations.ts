/** What users do with a chat. Refusals are Coder's (facts/coder-chats.md 3, 5 and 8). */
import type { Deployment } from "../../deployment";
import { HttpError } from "../../http/errors";
import { events } from "../render/message";
import type { Chat, ChatMessage, Part, QueuedMessage, ToolResult } from "../state/types";
import { commit, newMessage, tell } from "./changes";
import { answerCalls, callOff, interruptTurn, openCalls, sameAnswer, startTurn } from "./turns";

const mostQueued = 20;

/** Something to say to a chat. */
export interface Sending {
  readonly senderId: string;
  readonly content: readonly Part[];
  readonly modelConfigId: string;
  readonly busy: "queue" | "interrupt";
}

/** What became of it: said, or put behind what waits. */
export type Sent =
  | { readonly kind: "message"; readonly message: ChatMessage }
  | { readonly kind: "queued"; readonly message: QueuedMessage; readonly messages: readonly ChatMessage[] };

/** @throws HttpError 400 for an archived chat, 429 for a full queue */
export function sendMessage(deployment: Deployment, chat: Chat, sending: Sending): Sent {
  if (chat.archived) throw new HttpError(400, "Cannot send messages to an archived chat.");
  const { content, senderId, modelConfigId } = sending;
  if (chat.status === "waiting" || chat.status === "error") {
    chat.lastError = null;
    chat.modelConfigId = modelConfigId;
    const message = newMessage(deployment, chat, "user", content, { createdBy: senderId });
    commit(deployment, chat, { messages: [message], status: "running" });
    tell(deployment, chat, "status_change");
    startTurn(deployment, chat);
    return { kind: "message", message };
  }
  if (chat.queue.length >= mostQueued) {
    throw new HttpError(429, "Message queue is full.", `Maximum ${mostQueued} messages can be queued.`);
  }
  const message: QueuedMessage = {
    id: deployment.chats.nextQueuedId(),
    modelConfigId,
    content,
    createdBy: senderId,
    createdAt: Date.now(),
  };
  return { kind: "queued", message, messages: enqueue(deployment, chat, message, sending.busy) };
}

function enqueue(
  deployment: Deployment,
  chat: Chat,
  message: QueuedMessage,
  busy: Sending["busy"],
): readonly ChatMessage[] {
  const first = [message, ...chat.queue];
  if (busy === "interrupt" && chat.status === "running") {
    interruptTurn(deployment, chat, first);
    return [];
  }
  if (busy === "interrupt" && chat.status === "requires_action") {
    const results = sameAnswer(openCalls(chat), "Tool execution interrupted by user message");
    return answerCalls(deployment, chat, results, { queue: first });
  }
  commit(deployment, chat, { queue: busy === "interrupt" ? first : [...chat.queue, message] });
  tell(deployment, chat, "status_change");
  return [];
}

/** @throws HttpError 409 when nothing runs */
export function interruptChat(deployment: Deployment, chat: Chat): void {
  if (!chat.archived && chat.status === "running") {
    interruptTurn(deployment, chat);
  } else if (!chat.archived && chat.status === "requires_action") {
    answerCalls(deployment, chat, sameAnswer(openCalls(chat), "Tool execution interrupted by user"));
  } else {
    throw new HttpError(
      409,
      "Chat is not in an interruptible state.",
      `execute transaction: chat state transition Interrupt not allowed from state ${stateName(chat)}`,
    );
  }
}

/** The name of a chat's state in Coder's state machine, which its errors mention. */
export function stateName({ status, archived, queue }: Chat): string {
  const letters = {
    running: "R",
    waiting: "W",
    error: "E",
    requires_action: "A",
    interrupting: "I",
  } as const;
  const queued = status === "waiting" ? "" : queue.length === 0 ? "0" : "1";
  return `${archived ? "X" : ""}${letters[status]}${queued}`;
}

/** A message and what it says now. */
export interface Edited {
  readonly message: ChatMessage;
  readonly deletedIds: readonly number[];
}

/**
 * Says something else from a message on: what came after it is gone, also what waits.
 * @throws HttpError 404 for a message of another chat, 400 for one the user did not write
 */
export function editMessage(
  deployment: Deployment,
  chat: Chat,
  id: number,
  content: readonly Part[],
): Edited {
  const at = chat.messages.findIndex((message) => message.id === id);
  const old = chat.messages[at];
  if (old === undefined) throw new HttpError(404, "Message not found.");
  if (old.role !== "user") throw new HttpError(400, "Only user messages can be edited.");
  callOff(deployment, chat);
  const deletedIds = chat.messages.slice(at).map((message) => message.id);
  const hadQueue = chat.queue.length > 0;
  chat.queue = [];
  chat.lastError = null;
  chat.rewound = true;
  const message = newMessage(deployment, chat, "user", content, { createdBy: old.createdBy });
  chat.messages = [...chat.messages.slice(0, at), message];
  chat.status = "running";
  chat.updatedAt = Date.now();
  chat.historyVersion += deletedIds.length + 1;
  deployment.chats.streams.publish(chat.id, [
    events.historyReset(chat),
    ...chat.messages.map((one) => events.message(chat, one)),
    ...(hadQueue ? [events.queue(chat)] : []),
    events.status(chat),
    events.previewReset(chat),
  ]);
  tell(deployment, chat, "status_change");
  startTurn(deployment, chat);
  return { message, deletedIds };
}

/**
 * Sub-agents go with their root.
 * @throws HttpError 400 for a sub-agent or when it is so already, 409 while it or a sub-agent runs
 */
export function setArchived(deployment: Deployment, chat: Chat, archived: boolean): void {
  if (chat.parentId !== null) {
    throw new HttpError(400, "Chat archive state can only be changed on the root chat.");
  }
  if (chat.archived === archived) {
    throw new HttpError(400, `Chat is already ${archived ? "archived" : "not archived"}.`);
  }
  const all = [chat, ...deployment.chats.childrenOf(chat)];
  const active = all.find(({ status }) => status !== "waiting" && status !== "error");
  if (archived && active !== undefined) {
    throw new HttpError(
      409,
      "Cannot archive an active chat. Interrupt or wait for the chat to finish first.",
      `execute transaction: execute transaction: chat state transition SetArchived not allowed from state ${stateName(active)}`,
    );
  }
  for (const one of all) {
    one.archived = archived;
    one.updatedAt = Date.now();
    one.pinOrder = 0;
  }
  for (const one of all) tell(deployment, one, archived ? "deleted" : "created");
}

/** Takes a waiting message away. @throws HttpError 404 */
export function deleteQueued(deployment: Deployment, chat: Chat, id: number): void {
  findQueued(chat, id);
  commit(deployment, chat, { queue: chat.queue.filter((message) => message.id !== id) });
}

/** Runs a waiting message next, now: what runs is broken off. @throws HttpError 404 */
export function promoteQueued(deployment: Deployment, chat: Chat, id: number): QueuedMessage {
  const message = findQueued(chat, id);
  const queue = [message, ...chat.queue.filter((other) => other.id !== id)];
  if (chat.status === "running") interruptTurn(deployment, chat, queue);
  else commit(deployment, chat, { queue });
  return message;
}

function findQueued(chat: Chat, id: number): QueuedMessage {
  const message = chat.queue.find((one) => one.id === id);
  if (message === undefined) throw new HttpError(404, "Queued message not found.");
  return message;
}

/** What a client's own tool answered. */
export interface GivenResult {
  readonly tool_call_id: string;
  readonly output: unknown;
  readonly is_error: boolean;
}

/** @throws HttpError 409 when nothing waits for results, 400 when one is missing */
export function giveToolResults(
  deployment: Deployment,
  chat: Chat,
  given: readonly GivenResult[],
  giverId: string,
): void {
  if (given.length === 0) throw new HttpError(400, "At least one tool result is required.");
  if (chat.status !== "requires_action") {
    throw new HttpError(
      409,
      "Chat is not waiting for tool results.",
      `chat status is "${chat.status}", expected "requires_action"`,
    );
  }
  const results = openCalls(chat).map(({ id, name }): ToolResult => {
    const result = given.find((one) => one.tool_call_id === id);
    if (result === undefined) {
      throw new HttpError(400, "Missing tool result.", `Missing result for tool call "${id}".`);
    }
    return {
      type: "tool-result",
      id,
      name,
      result: result.output,
      isError: result.is_error,
      createdAt: null,
    };
  });
  answerCalls(deployment, chat, results, { createdBy: giverId });
}
