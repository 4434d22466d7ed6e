/** What the stream shows of a running turn before it becomes a message. */
import type { Deployment } from "../../deployment";
import { events } from "../render/message";
import type { StreamEvent } from "../state/events";
import type { Chat } from "../state/types";
import type { Turn } from "../state/turn";

/** A call of the model, or a round of tools, begins: what was shown before counts no more. */
export function beginAttempt(deployment: Deployment, chat: Chat, turn: Turn, attempt: number): void {
  turn.attempt = attempt;
  turn.preview.length = 0;
  turn.said.length = 0;
  turn.retry = null;
  deployment.chats.streams.publish(chat.id, [events.previewReset(chat)]);
}

/** Tells readers of the stream of a part that is not said to its end yet. */
export function showPart(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  role: "assistant" | "tool",
  part: unknown,
): void {
  const event: StreamEvent = {
    type: "message_part",
    chat_id: chat.id,
    message_part: {
      role,
      part,
      history_version: chat.historyVersion,
      generation_attempt: turn.attempt,
      seq: turn.preview.length + 1,
    },
  };
  turn.preview.push(event);
  deployment.chats.streams.publish(chat.id, [event]);
}
