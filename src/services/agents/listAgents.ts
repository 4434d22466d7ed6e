import { type Agent, AGENT_STATUSES } from "../../models/agent";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { quoted, sameText } from "../../models/text";
import type { OwnerScope } from "../../repositories/agentBackend";
import { newestFirst } from "../../repositories/agents/order";
import type { Fleet } from "../fleet";
import { wordOf } from "../wordOf";
import { allowedAgents } from "../workspacePolicy";

/** Most agents of one page, and of an answer without paging. */
export const MAX_AGENT_PAGE_SIZE = 200;

/** Which agents; what is absent narrows nothing. */
export interface ListAgentsRequest {
  readonly owner: OwnerScope;
  /** A status word in any case. */
  readonly status?: string | undefined;
  /** Name of a project in any case. */
  readonly project?: string | undefined;
  /** True: only those that need attention; false: only those that do not. */
  readonly needsAttention?: boolean | undefined;
  /** Labels an agent must have, `key:value` each; only chats have any. */
  readonly labels?: readonly string[] | undefined;
  /** Those put away instead of the others. */
  readonly archived?: boolean | undefined;
  /** From 1. */
  readonly page?: number | undefined;
  /** 1 to `MAX_AGENT_PAGE_SIZE`. */
  readonly pageSize?: number | undefined;
}

/** A page of the agents that match. */
export interface AgentPage {
  /** Newest first, with roles. */
  readonly agents: readonly Agent[];
  /** Of all that match, on this page or not. */
  readonly totalCount: number;
  readonly page: number;
  readonly pageSize: number;
  /** Why agents may be missing, as sentences; null when the list is whole. */
  readonly incomplete: string | null;
}

/**
 * One page of the agents that match: one list pass per backend, then roles for the page alone.
 * @throws ValidationError(bad_argument) for an unknown status word.
 */
export async function listAgents(fleet: Fleet, request: ListAgentsRequest, call: Call): Promise<AgentPage> {
  const status =
    request.status === undefined ? undefined : wordOf(AGENT_STATUSES, request.status, "an agent status");
  const labels = (request.labels ?? []).map(parseLabel);
  const { agents, incomplete } = await everyAgent(fleet, request.owner, call, request.archived);
  const { project } = request;
  const matching = agents.filter(
    (agent) =>
      (status === undefined || agent.status === status) &&
      (project === undefined || sameText(agent.project, project)) &&
      labels.every(([key, value]) => agent.chat?.labels[key] === value) &&
      (request.needsAttention === undefined || (agent.attention !== null) === request.needsAttention),
  );
  const page = request.page ?? 1;
  const pageSize = request.pageSize ?? MAX_AGENT_PAGE_SIZE;
  const shown = matching.slice((page - 1) * pageSize, page * pageSize);
  return {
    agents: await withRoles(fleet, shown, call),
    totalCount: matching.length,
    page,
    pageSize,
    incomplete,
  };
}

/**
 * All agents of an owner that the workspace filter allows, newest first, without roles.
 * @throws ValidationError(bad_argument) where there is no such user.
 */
export async function everyAgent(
  fleet: Fleet,
  owner: OwnerScope,
  call: Call,
  archived = false,
): Promise<{ readonly agents: readonly Agent[]; readonly incomplete: string | null }> {
  const all = await fleet.deployment.backends(call);
  const backends = archived ? all.filter(({ chats }) => chats !== undefined) : all;
  const lists = await Promise.all(backends.map((backend) => backend.list({ owner, archived }, call)));
  const agents = withoutDuplicates(lists.flatMap((list) => list.agents));
  if (owner.kind === "user" && agents.length === 0) await fleet.deployment.users.check(owner.name, call);
  const reasons = lists.flatMap(({ incomplete }) => (incomplete === null ? [] : [incomplete]));
  return {
    agents: newestFirst(await allowedAgents(fleet, agents, call)),
    incomplete: reasons.length === 0 ? null : reasons.join(" "),
  };
}

/** The same agents with their roles, or what they ask: one request per backend that has any of them. */
export async function withRoles(
  fleet: Fleet,
  agents: readonly Agent[],
  call: Call,
): Promise<readonly Agent[]> {
  const backends = await fleet.deployment.backends(call);
  const parts = await Promise.all(
    backends.map(async (backend) => {
      const own = agents.filter((agent) => agent.kind === backend.kind);
      return own.length === 0 ? [] : backend.withRoles(own, call);
    }),
  );
  const roles = new Map(parts.flat().map((agent) => [agent.id, agent]));
  return agents.map((agent) => roles.get(agent.id) ?? agent);
}

/**
 * A workspace that is a task's or a chat's is shown as that, not a second time as a workspace; one that was made
 * for a chat is no task besides, whatever its template is.
 */
function withoutDuplicates(agents: readonly Agent[]): readonly Agent[] {
  const workspacesOf = (fits: (agent: Agent) => boolean) =>
    new Set(agents.flatMap((agent) => (agent.workspace && fits(agent) ? [agent.workspace.id] : [])));
  const taken = workspacesOf(({ kind }) => kind !== "workspace");
  const ofChats = workspacesOf(({ chat }) => chat?.ownsWorkspace === true);
  return agents.filter(({ kind, workspace }) => {
    if (kind === "chat" || workspace === null) return true;
    return !(kind === "task" ? ofChats : taken).has(workspace.id);
  });
}

/** Split at the first colon: keys hold none, values may. */
function parseLabel(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  if (colon < 1) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(text)} is not a label.`,
      hint: "Give key:value, e.g. fleet.role:reviewer; show_agent shows an agent's labels.",
    });
  }
  return [text.slice(0, colon), text.slice(colon + 1)];
}
