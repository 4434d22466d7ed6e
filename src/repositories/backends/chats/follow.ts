import type { Call } from "../../../models/call";
import { chatStreamSchema, type ChatPart, type ChatStreamEvent } from "../../../models/coder/chat";
import type { LogUpdate } from "../../agentBackend";
import { parseFrame } from "../../frames";
import { statusOfChat } from "./chatAgent";
import type { ChatReference, ChatsApi } from "./chatsApi";
import { logEntry } from "./conversation";

/** The stream of one chat: finished messages, and what is being written (facts/coder-chats.md 6). */
export async function* follow(
  api: ChatsApi,
  chat: ChatReference,
  afterId: number | undefined,
  call: Call,
): AsyncGenerator<LogUpdate> {
  const socket = await api.stream(chat, afterId, call);
  let typed = "";
  for await (const frame of socket) {
    const before = typed;
    // A frame holds up to 256 events: what is being written is told once for all of them.
    for (const event of parseFrame(frame, chatStreamSchema) ?? []) {
      typed = typedAfter(typed, event);
      const update = updateOf(event);
      if (update !== undefined) yield update;
    }
    if (typed !== before) yield { kind: "typing", text: typed };
  }
}

function typedAfter(typed: string, { type, message_part: news }: ChatStreamEvent): string {
  switch (type) {
    case "message":
    case "preview_reset":
    case "history_reset":
      return "";
    case "message_part":
      return news?.role === "assistant" ? typed + pieceText(news.part) : typed;
    default:
      return typed;
  }
}

function pieceText(part: ChatPart): string {
  if (part.type === "text" || part.type === "reasoning") return part.text;
  // The pieces of its arguments are for machines; the finished call is told once.
  return part.type === "tool-call" && part.args_delta === "" ? `\n[calls ${part.tool_name}]` : "";
}

function updateOf({ type, message, status, retry }: ChatStreamEvent): LogUpdate | undefined {
  switch (type) {
    case "message":
      return message === undefined ? undefined : { kind: "entries", entries: [logEntry(message)] };
    case "status":
      return status === undefined ? undefined : { kind: "status", status: statusOfChat(status.status) };
    case "retry":
      return retry === undefined
        ? undefined
        : {
            kind: "notice",
            text: `${retry.error} Trying again in ${Math.ceil(retry.delay_ms / 1_000)} s (attempt ${retry.attempt}).`,
          };
    case "history_reset":
      return { kind: "reset" };
    default:
      return undefined;
  }
}
