/**
 * The operator's workspace filter (DESIGN 7), enforced here for every tool: what Coder's search does not find by
 * `<filter> id:<uuid>` does not exist. Coder joins terms by AND, so the id can only narrow the filter.
 */
import type { Agent } from "../models/agent";
import type { Call } from "../models/call";
import { ValidationError } from "../models/errors";
import { sameText } from "../models/text";
import { filterTerms, type FilterTerm } from "../models/workspaceFilter";
import type { Fleet } from "./fleet";
import { assertNoTemplateAllowed, assertTemplateAllowed } from "./templatePolicy";

/** Ids of one search: keeps the query far below usual limits of 8 KB for a URL. */
const IDS_PER_SEARCH = 100;

/** The agents whose workspace the filter finds, in the same order. */
export async function allowedAgents(
  fleet: Fleet,
  agents: readonly Agent[],
  call: Call,
): Promise<readonly Agent[]> {
  const { workspaceFilter: filter } = fleet;
  if (filter === null || agents.length === 0) {
    return agents;
  }
  const allowed = await allowedWorkspaceIds(
    fleet,
    filter,
    agents.flatMap(({ workspace }) => workspace?.id ?? []),
    call,
  );
  const ownerAllowed = await chatOwnerRule(fleet, filter, call);
  return agents.filter((agent) =>
    agent.workspace === null
      ? agent.kind === "chat" && ownerAllowed(agent.owner)
      : allowed.has(agent.workspace.id),
  );
}

/** The workspaces the filter finds, in the same order. */
export async function allowedWorkspaces<T extends { readonly id: string }>(
  fleet: Fleet,
  workspaces: readonly T[],
  call: Call,
): Promise<readonly T[]> {
  const { workspaceFilter: filter } = fleet;
  if (filter === null || workspaces.length === 0) {
    return workspaces;
  }
  const ids = workspaces.map(({ id }) => id);
  const allowed = await allowedWorkspaceIds(fleet, filter, ids, call);
  return workspaces.filter(({ id }) => allowed.has(id));
}

async function allowedWorkspaceIds(
  fleet: Fleet,
  filter: string,
  ids: readonly string[],
  call: Call,
): Promise<ReadonlySet<string>> {
  const unique = [...new Set(ids)];
  const allowed = new Set<string>();
  for (let from = 0; from < unique.length; from += IDS_PER_SEARCH) {
    const chunk = unique.slice(from, from + IDS_PER_SEARCH);
    const { workspaces } = await fleet.deployment.workspaces.list(
      { q: `${filter} id:${chunk.join(",")}` },
      call,
    );
    for (const { id } of workspaces) {
      allowed.add(id);
    }
  }
  return allowed;
}

/** Chats without a workspace are allowed only where the filter holds nothing but `owner:`. */
async function chatOwnerRule(fleet: Fleet, filter: string, call: Call): Promise<(owner: string) => boolean> {
  const terms = filterTerms(filter);
  if (!terms.every(({ key }) => key === "owner")) {
    return () => false;
  }
  const owners = await Promise.all(terms.map(({ value }) => ownerName(fleet, value, call)));
  return (owner) => owners.every((allowed) => allowed === owner.toLowerCase());
}

/** What is known of a workspace before it is made. */
export interface PlannedWorkspace {
  /** `me` or a user name. */
  readonly owner: string;
  readonly name: string;
  /** The template's own name. */
  readonly template: string;
  /** The organization's name; empty where the deployment does not say. */
  readonly organization: string;
  /** Null where it is only known later. */
  readonly hasAiTask: boolean | null;
}

/**
 * Refuses a workspace of another template than the allowed ones, or that the filter would not find, before anything
 * is sent. A term about something that is only known later (`status:`, `param:`, …) refuses too: what cannot be
 * promised beforehand is not made, since undoing a creation could fail half-way.
 * @throws ValidationError(policy_denied)
 */
export async function assertMayCreate(fleet: Fleet, planned: PlannedWorkspace, call: Call): Promise<void> {
  assertTemplateAllowed(fleet, planned.template);
  if (fleet.workspaceFilter === null) {
    return;
  }
  for (const term of filterTerms(fleet.workspaceFilter)) {
    if (!(await matches(fleet, term, planned, call))) {
      throw new ValidationError("policy_denied", {
        message: `Creating '${planned.name}' is not allowed here: this server's workspace filter asks for ${term.key}:${term.value}.`,
        hint: "Choose a name, project and owner within the filter, or ask the operator of this server to change --workspace-filter.",
        details: { allowed: [fleet.workspaceFilter] },
      });
    }
  }
}

/**
 * Refuses a chat without a workspace where only some templates are allowed, or the filter holds more than `owner:`,
 * or another owner's.
 * @throws ValidationError(policy_denied)
 */
export async function assertMayCreateChat(fleet: Fleet, name: string, call: Call): Promise<void> {
  assertNoTemplateAllowed(fleet, name);
  const { workspaceFilter: filter } = fleet;
  if (filter === null) {
    return;
  }
  const ownerAllowed = await chatOwnerRule(fleet, filter, call);
  if (!ownerAllowed(await ownerName(fleet, "me", call))) {
    throw new ValidationError("policy_denied", {
      message: `Creating '${name}' without a workspace is not allowed here: this server's workspace filter is ${filter}.`,
      hint: "Name a project within the filter (list_agent_projects), or ask the operator of this server.",
      details: { allowed: [filter] },
    });
  }
}

async function matches(
  fleet: Fleet,
  { key, value }: FilterTerm,
  planned: PlannedWorkspace,
  call: Call,
): Promise<boolean> {
  switch (key) {
    case "owner":
      return (await ownerName(fleet, value, call)) === (await ownerName(fleet, planned.owner, call));
    case "name":
      return planned.name.toLowerCase().includes(value);
    case "template":
      return sameText(planned.template, value);
    case "organization":
      return sameText(planned.organization, value);
    case "has-ai-task":
      return String(planned.hasAiTask) === value;
    default:
      return false;
  }
}

/** Lower-cased user name, `me` resolved. */
async function ownerName(fleet: Fleet, owner: string, call: Call): Promise<string> {
  return (owner === "me" ? (await fleet.deployment.users.me(call)).username : owner).toLowerCase();
}
