/** One agent in full: the eight fields of Fleet MCP, and ours only where they say something. */
import * as z from "zod";
import type { Agent, ChatDetails } from "../models/agent";
import { relativeTime } from "../models/relativeTime";
import { singleLine } from "../models/text";
import { mayBeForeign } from "../services/agents/agentReference";
import { agentRow, agentRowSchema } from "./agentRow";
import { chatView, chatViewLines, chatViewSchema } from "./chatView";
import { UNTRUSTED } from "./text/untrusted";

/** Longest reason or question shown, in characters. */
const REASON_LENGTH = 500;

export const agentViewSchema = agentRowSchema.extend({
  workspace_id: z.string().nullable(),
  updated_at: z.string(),
  status_reason: z.string().optional(),
  attention_message: z.string().optional(),
  chat: chatViewSchema.optional(),
});
export type AgentView = z.output<typeof agentViewSchema>;

/**
 * `asked`: how the caller named it; the owner is shown where it may be somebody else's. `details`: of a chat,
 * where they were asked for.
 */
export function agentView(agent: Agent, asked?: string, details?: ChatDetails): AgentView {
  const message = agent.attention?.message;
  return {
    ...agentRow(agent, asked !== undefined && mayBeForeign(asked)),
    workspace_id: agent.workspace?.id ?? null,
    updated_at: agent.updatedAt,
    ...(agent.statusReason === null ? {} : { status_reason: singleLine(agent.statusReason, REASON_LENGTH) }),
    ...(message === undefined ? {} : { attention_message: singleLine(message, REASON_LENGTH) }),
    ...(agent.chat === undefined ? {} : { chat: chatView(agent.id, agent.chat, details) }),
  };
}

/** Lines `key: value`. */
export function agentViewText(agent: AgentView, now: Date): string {
  const name = agent.owner === undefined ? agent.name : `${agent.owner}/${agent.name}`;
  const reason = agent.status_reason === undefined ? "" : ` (${agent.status_reason})`;
  const attention = [agent.needs_attention, agent.attention_message].filter((part) => part !== undefined);
  return [
    `${name}: ${agent.status}${reason}`,
    `role: ${agent.role}; project: ${agent.project}`,
    `created ${relativeTime(agent.created_at, now)} ago, updated ${relativeTime(agent.updated_at, now)} ago`,
    `workspace_id: ${agent.workspace_id ?? "none"}`,
    ...(attention.length === 0 ? [] : [`needs attention: ${attention.join(": ")}`]),
    ...(agent.last_task === null && agent.chat === undefined ? [] : [UNTRUSTED]),
    ...(agent.last_task === null ? [] : [`last task: ${agent.last_task}`]),
    ...(agent.chat === undefined ? [] : chatViewLines(agent.chat, now)),
  ].join("\n");
}
