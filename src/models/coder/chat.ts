/** Chats ("Coder Agents"), as `/api/experimental/chats` answers them (facts/coder-chats.md). */
import * as z from "zod";
import { nullable, optionalText, rows, timestamp } from "./common";

const diffStatusSchema = z.object({
  url: optionalText,
  pull_request_state: optionalText,
  pr_number: nullable(z.number()),
  head_branch: optionalText,
  additions: z.number().default(0),
  deletions: z.number().default(0),
  changed_files: z.number().default(0),
});

const chatRowSchema = z.object({
  id: z.string(),
  organization_id: optionalText,
  owner_id: optionalText,
  owner_username: optionalText,
  workspace_id: nullable(z.string()),
  /** The workspace agent commands run on. */
  agent_id: nullable(z.string()),
  /** Set of sub-agents only. */
  parent_chat_id: nullable(z.string()),
  root_chat_id: nullable(z.string()),
  last_model_config_id: nullable(z.string()),
  title: optionalText,
  /** waiting, running, interrupting, requires_action, error. */
  status: z.string(),
  /** `plan` or empty. */
  plan_mode: optionalText,
  last_error: nullable(
    z.object({
      message: optionalText,
      detail: optionalText,
      /** generic, overloaded, rate_limit, timeout, auth, config, … */
      kind: optionalText,
      retryable: z.boolean().default(false),
    }),
  ),
  last_turn_summary: nullable(z.string()),
  summary: nullable(z.string()),
  /** Always there in lists, absent from a single chat. */
  diff_status: nullable(diffStatusSchema),
  created_at: timestamp,
  updated_at: timestamp,
  archived: z.boolean().default(false),
  shared: z.boolean().default(false),
  labels: nullable(z.record(z.string(), z.string())),
  /** Only true in lists; a single chat always says false. */
  has_unread: z.boolean().default(false),
  /** Only said of a single chat. */
  queued_for_capacity: z.boolean().default(false),
});

/** A root chat with its sub-agents. */
export const chatSchema = chatRowSchema.extend({ children: rows(chatRowSchema) });
export type Chat = z.output<typeof chatSchema>;
export type ChildChat = z.output<typeof chatRowSchema>;
export const chatListSchema = rows(chatSchema);

/** One part of a message. Parts carry empty fields that do not belong to their type. */
const partSchema = z.object({
  /** text, reasoning, tool-call, tool-result, file, file-reference, or a newer word. */
  type: z.string(),
  text: optionalText,
  tool_name: optionalText,
  args: z.unknown().optional(),
  /** A piece of `args` while they are being written. */
  args_delta: optionalText,
  result: z.unknown().optional(),
  is_error: z.boolean().default(false),
  name: optionalText,
  file_name: optionalText,
});
export type ChatPart = z.output<typeof partSchema>;

const messageSchema = z.object({
  /** Grows over all chats. */
  id: z.number(),
  created_at: timestamp,
  /** user, assistant, tool. */
  role: z.string(),
  content: rows(partSchema),
  usage: nullable(
    z.object({
      total_tokens: z.number().default(0),
      context_limit: z.number().default(0),
    }),
  ),
});
export type ChatMessage = z.output<typeof messageSchema>;

const queuedMessageSchema = z.object({ id: z.number(), created_at: timestamp, content: rows(partSchema) });
export type QueuedMessage = z.output<typeof queuedMessageSchema>;

/** One page of a conversation, with what waits to be said in it. */
export const chatMessagesSchema = z.object({
  /** Newest first. */
  messages: rows(messageSchema),
  queued_messages: rows(queuedMessageSchema),
  has_more: z.boolean().default(false),
});

/** Answer to a sent message: taken at once, or waiting in the chat's queue. */
export const chatSentSchema = z.object({
  queued: z.boolean().default(false),
  queued_message: nullable(z.object({ id: z.number() })),
});

/** Newest first. */
export const chatPromptsSchema = z.object({
  prompts: rows(z.object({ id: z.number(), text: optionalText })),
});

/** Where a chat pushed its changes; all of it empty where the deployment knows no git provider. */
export const chatDiffSchema = z.object({
  /** github, gitlab, … */
  provider: optionalText,
  /** Address of the repository, as git knows it. */
  remote_origin: optionalText,
  branch: optionalText,
});

/** What a chat has used up so far. */
export const chatCostSchema = z.object({
  /** Millionths of the currency; 0 where no price of the model is known. */
  total_cost_micros: z.number().default(0),
  request_count: z.number().default(0),
  unpriced_request_count: z.number().default(0),
});

/** The models an administrator has set up. */
export const chatModelsSchema = rows(
  z.object({
    id: z.string(),
    model: optionalText,
    display_name: optionalText,
    enabled: z.boolean().default(true),
    is_default: z.boolean().default(false),
  }),
);

/** Newest chat by workspace id. */
export const chatsByWorkspaceSchema = z.record(z.string(), z.string());

/** One frame of the watch: `kind` says which fields of `chat` are news, others may be stale. */
export const chatWatchSchema = z.object({ kind: z.string(), chat: chatRowSchema });

const streamEventSchema = z.object({
  /** message, message_part, status, queue_update, retry, error, action_required, preview_reset, history_reset. */
  type: z.string(),
  message: messageSchema.optional(),
  message_part: z.object({ role: z.string(), part: partSchema }).optional(),
  status: z.object({ status: z.string() }).optional(),
  retry: z.object({ attempt: z.number(), delay_ms: z.number(), error: optionalText }).optional(),
});
export type ChatStreamEvent = z.output<typeof streamEventSchema>;

/** One frame of a stream: a bare array of events. */
export const chatStreamSchema = rows(streamEventSchema);
