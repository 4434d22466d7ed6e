/** What the embedded deployment remembers of chats, as plain data; times are milliseconds since 1970. */

/** Coder's words (facts/coder-chats.md). */
export type ChatStatus = "running" | "waiting" | "error" | "requires_action" | "interrupting";

/** A piece of a message. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "reasoning";
      readonly text: string;
      readonly createdAt: number;
      readonly completedAt: number;
    }
  | ToolCall
  | ToolResult
  | { readonly type: "file"; readonly fileId: string; readonly name: string; readonly mediaType: string }
  | {
      readonly type: "file-reference";
      readonly fileName: string;
      readonly startLine: number;
      readonly endLine: number;
      readonly content: string;
    };

/** A call of a tool by the model. */
export interface ToolCall {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  /** Undefined where the model sent something that is no JSON. */
  readonly args: unknown;
  /** Null for calls the server makes itself. */
  readonly createdAt: number | null;
}

/** What a tool answered. */
export interface ToolResult {
  readonly type: "tool-result";
  readonly id: string;
  readonly name: string;
  readonly result: unknown;
  readonly isError: boolean;
  readonly createdAt: number | null;
}

/** Tokens of one answer of the model. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly contextLimit: number;
}

/** A message of a chat; its id also orders it. */
export interface ChatMessage {
  /** One sequence over all chats. */
  readonly id: number;
  /** The user who wrote it; null for the model and its tools. */
  readonly createdBy: string | null;
  readonly modelConfigId: string;
  readonly createdAt: number;
  readonly role: "user" | "assistant" | "tool";
  readonly content: readonly Part[];
  readonly usage: Usage | null;
}

/** Said while the chat was busy. */
export interface QueuedMessage {
  readonly id: number;
  readonly modelConfigId: string;
  readonly content: readonly Part[];
  readonly createdBy: string;
  readonly createdAt: number;
}

/** Coder's kinds of failures. */
export type ErrorKind = "generic" | "overloaded" | "rate_limit" | "timeout" | "auth" | "config";

/** Why a chat stands in `error`. */
export interface ChatError {
  readonly message: string;
  readonly detail?: string;
  readonly kind: ErrorKind;
  readonly provider: string;
  readonly retryable: boolean;
  readonly status_code?: number;
}

/** Numbers of a branch and its pull request. */
export interface DiffStatus {
  readonly url: string;
  readonly number: number;
  readonly state: "open" | "closed" | "merged";
  readonly title: string;
  readonly draft: boolean;
  readonly changesRequested: boolean;
  readonly approved: boolean;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
  readonly commits: number;
  readonly author: string;
  readonly branch: string;
  readonly refreshedAt: number;
}

/** What kind of sub-agent. */
export type SubAgentType = "general" | "explore" | "computer_use";

/** A chat, with all that was said in it. */
export interface Chat {
  readonly id: string;
  readonly ownerId: string;
  readonly parentId: string | null;
  readonly rootId: string;
  /** Which kind of sub-agent; roots are `general`. */
  readonly agentType: SubAgentType;
  readonly clientType: string;
  readonly createdAt: number;
  updatedAt: number;
  workspaceId: string | null;
  buildId: string | null;
  agentId: string | null;
  /** Files with instructions that were found in the workspace; null before it was looked at. */
  instructions: readonly { readonly source: string; readonly size: number }[] | null;
  modelConfigId: string;
  title: string;
  status: ChatStatus;
  lastError: ChatError | null;
  lastTurnSummary: string | null;
  summary: string | null;
  archived: boolean;
  /** 0: not pinned; else its place among the pinned ones, from 1. */
  pinOrder: number;
  readonly mcpServerIds: readonly string[];
  labels: Readonly<Record<string, string>>;
  planMode: "" | "plan";
  /** Tools the client runs itself. */
  readonly clientTools: readonly string[];
  readonly fileIds: string[];
  /** Users who may read it beside the owner. */
  readonly readers: Set<string>;
  sharedWithAll: boolean;
  messages: ChatMessage[];
  queue: QueuedMessage[];
  /** Grows with every change of the history. */
  historyVersion: number;
  /** Messages were taken back: an `after_id` means nothing any more. */
  rewound: boolean;
  lastReadId: number;
  diffStatus: DiffStatus | null;
  cost: { requests: number; unpriced: number; micros: number };
  finishedTurns: number;
}

/** Where models come from. */
export interface Provider {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  displayName: string;
  enabled: boolean;
  baseUrl: string;
  keys: { readonly id: string; readonly masked: string; readonly bad: boolean; readonly createdAt: number }[];
  readonly createdAt: number;
  updatedAt: number;
  /** An upstream 401 spoils the keys for every chat, until they are changed. */
  keysFailed: boolean;
  /** An upstream 429 keeps every chat waiting until then, in the deployment's own time (timers.ts). */
  coolUntil: number;
}

/** A model as an administrator has set it up. */
export interface ModelConfig {
  readonly id: string;
  readonly providerId: string;
  readonly model: string;
  readonly displayName: string;
  readonly enabled: boolean;
  isDefault: boolean;
  readonly contextLimit: number;
  readonly compressionThreshold: number;
  readonly modelConfig: unknown;
  /** Price of a token, millionths of a dollar; null: unknown. */
  readonly microsPerToken: number | null;
  readonly createdAt: number;
}

/** A file that was uploaded for a chat. */
export interface ChatFile {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
  readonly createdAt: number;
}
