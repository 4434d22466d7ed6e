/** One agent in a list: the fields of Fleet MCP, and ours only where they say something. */
import * as z from "zod";
import { type Agent, AGENT_KINDS, AGENT_STATUSES } from "../models/agent";
import { relativeTime } from "../models/relativeTime";
import { cutWords, singleLine } from "../models/text";
import { row } from "./text/rows";

/** Longest last task in structured form; Coder refuses longer status messages anyway (160). */
const LAST_TASK_LENGTH = 200;
/** Longest last task in a row of text. */
export const LAST_TASK_TEXT_LENGTH = 28;

export const agentRowSchema = z.object({
  name: z.string(),
  status: z.enum(AGENT_STATUSES),
  role: z.string(),
  project: z.string(),
  last_task: z.string().nullable(),
  created_at: z.string(),
  owner: z.string().optional(),
  needs_attention: z.string().optional(),
  kind: z.enum(AGENT_KINDS).optional(),
  sub_agents: z.int().optional(),
  pull_request: z.int().optional(),
});
export type AgentRow = z.output<typeof agentRowSchema>;

/** `withOwner`: where the list may hold agents of other users. `withKind`: where it holds agents of several kinds. */
export function agentRow(agent: Agent, withOwner: boolean, withKind = false): AgentRow {
  const { children = [], pullRequest = null } = agent.chat ?? {};
  return {
    name: singleLine(agent.name),
    status: agent.status,
    role: singleLine(agent.role),
    project: singleLine(agent.project),
    last_task: agent.lastTask === null ? null : singleLine(agent.lastTask, LAST_TASK_LENGTH),
    created_at: agent.createdAt,
    ...(withOwner ? { owner: singleLine(agent.owner) } : {}),
    ...(agent.attention === null ? {} : { needs_attention: agent.attention.reason }),
    ...(withKind ? { kind: agent.kind } : {}),
    ...(children.length === 0 ? {} : { sub_agents: children.length }),
    ...(pullRequest?.number ? { pull_request: pullRequest.number } : {}),
  };
}

/** Names the cells of `agentRowText`. */
export const AGENT_ROW_HEADER = row("name", "status", "role", "project", "age", "last task");

/** The row as text; see `AGENT_ROW_HEADER`. */
export function agentRowText(agent: AgentRow, now: Date): string {
  return row(
    agent.owner === undefined ? agent.name : `${agent.owner}/${agent.name}`,
    statusText(agent),
    agent.role,
    agent.project,
    relativeTime(agent.created_at, now),
    cutWords(agent.last_task ?? "-", LAST_TASK_TEXT_LENGTH),
    ...(agent.kind === undefined ? [] : [agent.kind]),
    ...(agent.sub_agents === undefined ? [] : [`+${agent.sub_agents} sub-agents`]),
    ...(agent.pull_request === undefined ? [] : [`PR #${agent.pull_request}`]),
  );
}

/** A failed agent that needs attention because it failed says so once. */
function statusText({ status, needs_attention }: AgentRow): string {
  if (needs_attention === undefined) {
    return status;
  }
  return needs_attention === status ? `${status}!` : `${status} (${needs_attention}!)`;
}
