/** What the two WebSockets of chats tell, as they tell it (facts/coder-chats.md 6 and 7). */

/** One event of a chat's stream: `{type, chat_id, <payload under the name of the type>}`. */
export type StreamEvent = {
  readonly type:
    | "message"
    | "message_part"
    | "status"
    | "queue_update"
    | "retry"
    | "error"
    | "action_required"
    | "preview_reset"
    | "history_reset";
  readonly chat_id: string;
} & Readonly<Record<string, unknown>>;

/** Told to the owner of a chat. */
export interface WatchEvent {
  readonly kind:
    | "created"
    | "status_change"
    | "title_change"
    | "summary_change"
    | "chat_summary_change"
    | "deleted"
    | "action_required"
    | "context_dirty";
  readonly chat: unknown;
}
