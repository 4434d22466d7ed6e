import { iso } from "../../render/time";
import type { StreamEvent } from "../state/events";
import type { Chat, ChatError, ChatMessage, Part, QueuedMessage, ToolCall } from "../state/types";
import { parseCommands } from "./parsedCommands";

/** Fields every part has, whatever its type. */
const blank = {
  mcp_server_config_id: null,
  url: "",
  media_type: "",
  file_id: null,
  file_name: "",
  start_line: 0,
  end_line: 0,
  content: "",
  context_file_path: "",
  context_file_agent_id: null,
  skill_name: "",
};

const at = (createdAt: number | null) => (createdAt === null ? {} : { created_at: iso(createdAt) });

/** A part of a message as the API shows it. */
export function renderPart(part: Part) {
  switch (part.type) {
    case "text":
      return { type: part.type, text: part.text, ...blank };
    case "reasoning":
      return {
        type: part.type,
        text: part.text,
        ...blank,
        created_at: iso(part.createdAt),
        completed_at: iso(part.completedAt),
      };
    case "tool-call":
      return {
        type: part.type,
        text: "",
        tool_call_id: part.id,
        tool_name: part.name,
        ...blank,
        ...(part.args === undefined ? {} : { args: part.args }),
        ...parseCommands(part),
        ...at(part.createdAt),
      };
    case "tool-result":
      return {
        type: part.type,
        text: "",
        tool_call_id: part.id,
        tool_name: part.name,
        ...blank,
        result: part.result,
        ...(part.isError ? { is_error: true } : {}),
        ...at(part.createdAt),
      };
    case "file":
      return {
        type: part.type,
        text: "",
        ...blank,
        name: part.name,
        media_type: part.mediaType,
        file_id: part.fileId,
      };
    case "file-reference":
      return {
        type: part.type,
        text: "",
        ...blank,
        file_name: part.fileName,
        start_line: part.startLine,
        end_line: part.endLine,
        content: part.content,
      };
  }
}

/** A part that is still being made: pieces of text or of a tool call's arguments. */
export function renderDelta(
  delta:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "reasoning"; readonly text: string; readonly createdAt: number }
    | { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly args: string },
) {
  switch (delta.type) {
    case "text":
      return { type: delta.type, text: delta.text, ...blank };
    case "reasoning":
      return { type: delta.type, text: delta.text, ...blank, ...at(delta.createdAt) };
    case "tool-call":
      return {
        type: delta.type,
        text: "",
        tool_call_id: delta.id,
        tool_name: delta.name,
        args_delta: delta.args,
        ...blank,
      };
  }
}

/** A message as the API shows it. */
export function renderMessage(chat: Chat, message: ChatMessage) {
  const { usage } = message;
  return {
    id: message.id,
    chat_id: chat.id,
    ...(message.createdBy === null ? {} : { created_by: message.createdBy }),
    model_config_id: message.modelConfigId,
    created_at: iso(message.createdAt),
    role: message.role,
    content: message.content.map(renderPart),
    ...(usage === null
      ? {}
      : {
          usage: {
            input_tokens: usage.inputTokens,
            output_tokens: usage.outputTokens,
            total_tokens: usage.inputTokens + usage.outputTokens,
            context_limit: usage.contextLimit,
          },
        }),
  };
}

/** A waiting message as the API shows it. */
export function renderQueued(chat: Chat, message: QueuedMessage) {
  return {
    id: message.id,
    chat_id: chat.id,
    model_config_id: message.modelConfigId,
    content: message.content.map(renderPart),
    created_at: iso(message.createdAt),
  };
}

/** Makes the events of a chat's stream. */
export const events = {
  message: (chat: Chat, message: ChatMessage): StreamEvent => ({
    type: "message",
    chat_id: chat.id,
    message: renderMessage(chat, message),
  }),
  status: (chat: Chat): StreamEvent => ({
    type: "status",
    chat_id: chat.id,
    status: { status: chat.status },
  }),
  queue: (chat: Chat): StreamEvent => ({
    type: "queue_update",
    chat_id: chat.id,
    ...(chat.queue.length === 0
      ? {}
      : { queued_messages: chat.queue.map((message) => renderQueued(chat, message)) }),
  }),
  error: (chat: Chat, error: ChatError): StreamEvent => ({ type: "error", chat_id: chat.id, error }),
  actionRequired: (chat: Chat, calls: readonly ToolCall[]): StreamEvent => ({
    type: "action_required",
    chat_id: chat.id,
    action_required: {
      tool_calls: calls.map(({ id, name, args }) => ({
        tool_call_id: id,
        tool_name: name,
        args: JSON.stringify(args),
      })),
    },
  }),
  previewReset: (chat: Chat): StreamEvent => ({ type: "preview_reset", chat_id: chat.id }),
  historyReset: (chat: Chat): StreamEvent => ({ type: "history_reset", chat_id: chat.id }),
};
