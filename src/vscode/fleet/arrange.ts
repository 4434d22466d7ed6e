/** How the fleet is laid out: groups, order and filter. Pure. */
import type { Agent, AgentStatus } from "../../models/agent";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "./agentEntry";

export const GROUPINGS = ["status", "project", "owner", "deployment"] as const;
export type GroupBy = (typeof GROUPINGS)[number];

export const SORTINGS = ["activity", "name", "created"] as const;
export type SortBy = (typeof SORTINGS)[number];

/** What a person chose to see. */
export interface Arrangement {
  readonly groupBy: GroupBy;
  readonly sortBy: SortBy;
  /** Words that must all occur in name, owner, project, role, status or last message; any case. */
  readonly filter: string;
  /** Also agents of other users. */
  readonly allOwners: boolean;
  /** Also agents that were put away. */
  readonly showArchived: boolean;
}

export interface Group {
  /** Stable over refreshes. */
  readonly id: string;
  readonly label: string;
  /** Name of a product icon. */
  readonly icon: string;
  readonly entries: readonly AgentEntry[];
}

/** The groups by status, in the order they are shown. */
export type Phase = "attention" | "working" | "idle" | "moving" | "paused" | "failed" | "archived";

const PHASES: readonly Phase[] = ["attention", "working", "idle", "moving", "paused", "failed", "archived"];

const PHASE_ICONS: Record<Phase, string> = {
  attention: "bell-dot",
  working: "play-circle",
  idle: "coffee",
  moving: "sync",
  paused: "debug-pause",
  failed: "error",
  archived: "archive",
};

/** What the status of an agent is whose group says all that there is to say. */
const TOLD: Partial<Record<Phase, AgentStatus>> = {
  working: "busy",
  idle: "idle",
  paused: "stopped",
  failed: "failed",
  archived: "stopped",
};

/** Whether the name of its group by status says what an agent does. */
export function groupTellsStatus(agent: Agent): boolean {
  const planning = agent.status === "busy" && agent.chat?.planMode === true;
  return TOLD[phaseOf(agent)] === agent.status && !planning;
}

/** Where an agent belongs. One that asks comes first; failures have a group of their own. */
export function phaseOf(agent: Agent): Phase {
  if (agent.chat?.archived === true) return "archived";
  if (needsYou(agent)) return "attention";
  const { status } = agent;
  switch (status) {
    case "busy":
      return "working";
    case "idle":
      return "idle";
    case "pending":
    case "starting":
    case "stopping":
    case "canceling":
    case "deleting":
      return "moving";
    case "stopped":
    case "canceled":
    case "deleted":
      return "paused";
    case "failed":
    case "offline":
      return "failed";
  }
}

/** Whether an agent is in the group of those that wait for a person; the badge counts the same. */
export function needsYou({ status, attention }: Agent): boolean {
  return attention !== null && !isFailure(status);
}

/** Whether an agent cannot work until somebody mends it. */
export function isFailure(status: AgentStatus): boolean {
  return status === "failed" || status === "offline";
}

function phaseLabel(phase: Phase, t: Translate): string {
  switch (phase) {
    case "attention":
      return t("Needs you");
    case "working":
      return t("Working");
    case "idle":
      return t("Idle");
    case "moving":
      return t("Starting and stopping");
    case "paused":
      return t("Paused");
    case "failed":
      return t("Failed");
    case "archived":
      return t("Archived");
  }
}

/**
 * The groups that have agents, each in the chosen order.
 * @param activityOf when an agent was last active, ISO 8601
 */
export function arrange(
  entries: readonly AgentEntry[],
  { groupBy, sortBy, filter }: Arrangement,
  t: Translate,
  activityOf: (entry: AgentEntry) => string = ({ agent }) => lastActivity(agent),
): readonly Group[] {
  const shown = entries.filter(matching(filter)).sort(orderOf(sortBy, activityOf));
  if (groupBy === "status") {
    const phases = groupedBy(shown, ({ agent }) => phaseOf(agent));
    return PHASES.flatMap((phase) => {
      const group = phases.get(phase);
      return group === undefined
        ? []
        : [{ id: `status:${phase}`, label: phaseLabel(phase, t), icon: PHASE_ICONS[phase], entries: group }];
    });
  }
  const { icon, of } = GROUPED[groupBy];
  return [...groupedBy(shown, of)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([label, group]) => ({ id: `${groupBy}:${label}`, label, icon, entries: group }));
}

const GROUPED: Record<Exclude<GroupBy, "status">, { icon: string; of: (entry: AgentEntry) => string }> = {
  project: { icon: "project", of: ({ agent }) => agent.project },
  owner: { icon: "account", of: ({ agent }) => agent.owner },
  deployment: { icon: "server-environment", of: ({ deployment }) => deployment },
};

/** Groups in the order of their first agent, the agents of each in theirs. */
export function groupedBy<Key>(
  entries: readonly AgentEntry[],
  keyOf: (entry: AgentEntry) => Key,
): Map<Key, AgentEntry[]> {
  const groups = new Map<Key, AgentEntry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Equal ones by name and key, so that rows never change places without a reason. */
const byName = (a: AgentEntry, b: AgentEntry) =>
  a.agent.name.localeCompare(b.agent.name) || a.key.localeCompare(b.key);

function orderOf(
  sortBy: SortBy,
  activityOf: (entry: AgentEntry) => string,
): (a: AgentEntry, b: AgentEntry) => number {
  switch (sortBy) {
    case "activity":
      return (a, b) => newest(activityOf(a), activityOf(b)) || byName(a, b);
    case "name":
      return byName;
    case "created":
      return (a, b) => newest(a.agent.createdAt, b.agent.createdAt) || byName(a, b);
  }
}

/** ISO 8601. */
export function lastActivity({ stateSince, updatedAt }: Agent): string {
  return stateSince ?? updatedAt;
}

function newest(a: string, b: string): number {
  return (Date.parse(b) || 0) - (Date.parse(a) || 0);
}

function matching(filter: string): (entry: AgentEntry) => boolean {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  return ({ agent }) => {
    const { name, displayName, owner, project, role, status, lastTask } = agent;
    const text = [name, displayName, owner, project, role, status, lastTask ?? ""].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
