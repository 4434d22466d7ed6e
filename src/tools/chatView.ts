/** What only chats have, in a view of one agent: fields only where they say something. */
import * as z from "zod";
import type { ChatDetails, ChatFacts } from "../models/agent";
import { relativeTime } from "../models/relativeTime";
import { singleLine } from "../models/text";

/** Longest title or label shown, in characters. */
const TITLE_LENGTH = 120;
/** Longest waiting message shown, in characters. */
const WAITING_LENGTH = 300;

export const chatViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  archived: z.boolean().optional(),
  unread: z.boolean().optional(),
  plan_mode: z.boolean().optional(),
  queued_for_capacity: z.boolean().optional(),
  error: z.object({ kind: z.string(), retryable: z.boolean() }).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  sub_agents: z.array(z.object({ id: z.string(), title: z.string(), status: z.string() })).optional(),
  diff: z
    .object({
      url: z.string(),
      pull_request: z.int().nullable(),
      state: z.string(),
      additions: z.int(),
      deletions: z.int(),
      changed_files: z.int(),
    })
    .optional(),
  model: z.string().optional(),
  waiting_messages: z.array(z.object({ id: z.int(), text: z.string(), created_at: z.string() })).optional(),
  cost: z.object({ micros: z.number(), requests: z.int(), unpriced_requests: z.int() }).optional(),
  context_tokens: z.int().optional(),
  context_limit: z.int().optional(),
});
export type ChatView = z.output<typeof chatViewSchema>;

/** A chat in structured form. `details`: where they were asked for. */
export function chatView(id: string, chat: ChatFacts, details?: ChatDetails): ChatView {
  const { pullRequest: diff } = chat;
  const labels = Object.entries(chat.labels).map(
    ([key, value]) => [key, singleLine(value, TITLE_LENGTH)] as const,
  );
  return {
    id,
    title: singleLine(chat.title, TITLE_LENGTH),
    ...(chat.archived ? { archived: true } : {}),
    ...(chat.unread ? { unread: true } : {}),
    ...(chat.planMode ? { plan_mode: true } : {}),
    ...(chat.queuedForCapacity ? { queued_for_capacity: true } : {}),
    ...(chat.error === null ? {} : { error: { ...chat.error } }),
    ...(labels.length === 0 ? {} : { labels: Object.fromEntries(labels) }),
    ...(chat.children.length === 0
      ? {}
      : {
          sub_agents: chat.children.map((child) => ({
            id: child.id,
            title: singleLine(child.title, TITLE_LENGTH),
            status: child.status,
          })),
        }),
    ...(diff === null
      ? {}
      : {
          diff: {
            url: singleLine(diff.url),
            pull_request: diff.number,
            state: singleLine(diff.state),
            additions: diff.additions,
            deletions: diff.deletions,
            changed_files: diff.changedFiles,
          },
        }),
    ...(details === undefined ? {} : detailFields(details)),
  };
}

function detailFields(details: ChatDetails): Partial<ChatView> {
  const { model, context } = details;
  return {
    ...(model === null ? {} : { model: singleLine(model, TITLE_LENGTH) }),
    waiting_messages: waitingView(details.waiting),
    cost: {
      micros: details.costMicros,
      requests: details.requests,
      unpriced_requests: details.unpricedRequests,
    },
    ...(context === null ? {} : { context_tokens: context.tokens, context_limit: context.limit }),
  };
}

/** Waiting messages in structured form. */
export function waitingView(waiting: ChatDetails["waiting"]) {
  return waiting.map(({ id, text, createdAt }) => ({
    id,
    text: singleLine(text, WAITING_LENGTH),
    created_at: createdAt,
  }));
}

/** Lines `key: value`. */
export function chatViewLines(chat: ChatView, now: Date): readonly string[] {
  const marks = [
    chat.archived ? "archived" : "",
    chat.unread ? "unread" : "",
    chat.plan_mode ? "plan mode" : "",
    chat.queued_for_capacity ? "queued for capacity" : "",
  ].filter((mark) => mark !== "");
  const { diff, cost } = chat;
  return [
    `chat ${chat.id}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}: ${chat.title}`,
    ...(chat.labels === undefined ? [] : [`labels: ${pairs(chat.labels)}`]),
    ...(diff === undefined
      ? []
      : [
          `${diff.pull_request === null ? "changes" : `pull request #${diff.pull_request} (${diff.state})`}: +${diff.additions} -${diff.deletions} in ${diff.changed_files} files ${diff.url}`.trim(),
        ]),
    ...(chat.sub_agents ?? []).map(({ id, title, status }) => `sub-agent ${id}: ${status}: ${title}`),
    ...(chat.model === undefined ? [] : [`model: ${chat.model}`]),
    ...(cost === undefined ? [] : [costLine(cost)]),
    ...(chat.context_tokens === undefined
      ? []
      : [`context: ${chat.context_tokens} of ${chat.context_limit} tokens`]),
    ...waitingLines(chat.waiting_messages ?? [], now),
  ];
}

function pairs(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

/** Prices are in millionths; without a known price there is nothing to add up. */
function costLine({ micros, requests, unpriced_requests: unpriced }: NonNullable<ChatView["cost"]>): string {
  const note = unpriced === 0 ? "" : `, ${unpriced} of them without a known price`;
  return `cost: ${(micros / 1_000_000).toFixed(4)} for ${requests} requests${note}`;
}

/** Waiting messages as text, a line each. */
export function waitingLines(
  waiting: NonNullable<ChatView["waiting_messages"]>,
  now: Date,
): readonly string[] {
  return waiting.map(
    ({ id, text, created_at }) => `waiting message ${id}, ${relativeTime(created_at, now)} ago: ${text}`,
  );
}
