/** Changes of a chat, told to everybody who listens. */
import type { Deployment } from "../../deployment";
import { renderChat } from "../render/chat";
import { events } from "../render/message";
import type { StreamEvent, WatchEvent } from "../state/events";
import type { Chat, ChatMessage, ChatStatus, Part, QueuedMessage, Usage } from "../state/types";

/** What becomes of a chat at once. */
export interface Change {
  readonly messages?: readonly ChatMessage[];
  readonly queue?: readonly QueuedMessage[];
  readonly status?: ChatStatus;
  /** More events for the stream, after the others. */
  readonly more?: readonly StreamEvent[];
}

/** Changes a chat, and tells the readers of its stream in one frame. */
export function commit(deployment: Deployment, chat: Chat, change: Change): void {
  const { messages = [], queue, status = chat.status, more = [] } = change;
  const statusChanged = status !== chat.status;
  chat.messages.push(...messages);
  if (queue !== undefined) chat.queue = [...queue];
  chat.status = status;
  chat.updatedAt = Date.now();
  chat.historyVersion += 1 + messages.length;
  const told = [
    ...messages.map((message) => events.message(chat, message)),
    ...(queue === undefined ? [] : [events.queue(chat)]),
    ...(statusChanged ? [events.status(chat)] : []),
    ...more,
    ...(messages.length > 0 ? [events.previewReset(chat)] : []),
  ];
  if (told.length > 0) deployment.chats.streams.publish(chat.id, told);
  if (statusChanged) deployment.topics.publish(chat.id);
}

/** Tells the owner's watch sockets. */
export function tell(deployment: Deployment, chat: Chat, kind: WatchEvent["kind"]): void {
  deployment.chats.watches.publish(chat.ownerId, { kind, chat: renderChat(deployment, chat, "event") });
}

/** Makes a message with the next id; `commit` adds it to the chat. */
export function newMessage(
  deployment: Deployment,
  chat: Chat,
  role: ChatMessage["role"],
  content: readonly Part[],
  {
    createdBy = null,
    usage = null,
  }: { readonly createdBy?: string | null; readonly usage?: Usage | null } = {},
): ChatMessage {
  return {
    id: deployment.chats.nextMessageId(),
    createdBy,
    modelConfigId: chat.modelConfigId,
    createdAt: Date.now(),
    role,
    content,
    usage,
  };
}

/** The label of the last turn; null takes it away. */
export function setTurnSummary(deployment: Deployment, chat: Chat, text: string | null): void {
  chat.lastTurnSummary = text;
  tell(deployment, chat, "summary_change");
}
