/** What the dashboard shows of a fleet. Pure. */
import type { DashboardAgent, DashboardData, DashboardSample, DashboardShare } from "../../models/dashboard";
import { durationText, secondsSince } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { metricsOf } from "../../services/agents/metricsOf";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { statusText } from "../fleet/agentRow";
import { isFailure, needsYou } from "../fleet/arrange";
import { dashboardFigures } from "./dashboardFigures";

/** Most rows of a list: it is for a glance, the Fleet view has all. */
const MOST_ROWS = 12;

/** How a fleet stands at one moment. */
export function sampleOf(entries: readonly AgentEntry[], now: Date): DashboardSample {
  const { utilization, healthy, total } = metricsOf(agentsOf(entries), now);
  return { at: now.getTime(), utilization, health: total === 0 ? 1 : healthy / total };
}

export function dashboardData(
  entries: readonly AgentEntry[],
  samples: readonly DashboardSample[],
  note: string,
  now: Date,
  t: Translate,
): DashboardData {
  const oldestFirst = (wanted: (entry: AgentEntry) => boolean) =>
    entries
      .filter(wanted)
      .map((entry) => ({ entry, seconds: waitingSeconds(entry, now) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, MOST_ROWS)
      .map(({ entry, seconds }) => rowOf(entry, seconds, t));
  return {
    words: wordsOf(t),
    note,
    figures: dashboardFigures(
      metricsOf(agentsOf(entries), now),
      entries.filter(({ agent }) => needsYou(agent)).length,
      t,
    ),
    samples,
    projects: sharesBy(entries, ({ agent }) => agent.project),
    owners: sharesBy(entries, ({ agent }) => agent.owner),
    waiting: oldestFirst(({ agent }) => needsYou(agent)),
    failures: oldestFirst(({ agent }) => isFailure(agent.status)),
  };
}

function agentsOf(entries: readonly AgentEntry[]) {
  return entries.map(({ agent }) => agent);
}

function waitingSeconds({ agent }: AgentEntry, now: Date): number {
  return secondsSince(agent.stateSince ?? agent.updatedAt, now) ?? 0;
}

function rowOf({ key, agent }: AgentEntry, seconds: number, t: Translate): DashboardAgent {
  const said = agent.attention?.message ?? agent.statusReason ?? "";
  return {
    key,
    name: singleLine(`${agent.owner}/${agent.name}`, 80),
    why: [statusText(agent, t), singleLine(said, 160)].filter(Boolean).join(": "),
    since: durationText(seconds),
  };
}

/** Largest first. */
function sharesBy(
  entries: readonly AgentEntry[],
  nameOf: (entry: AgentEntry) => string,
): readonly DashboardShare[] {
  const groups = new Map<string, AgentEntry[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups]
    .map(([name, group]) => ({
      name: singleLine(name, 80),
      total: group.length,
      busy: group.filter(({ agent }) => agent.status === "busy").length,
      unhealthy: group.filter(({ agent }) => isFailure(agent.status)).length,
    }))
    .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
}

function wordsOf(t: Translate): DashboardData["words"] {
  return {
    title: t("Fleet dashboard"),
    overTime: t("Since this page was opened"),
    utilization: t("Utilization"),
    health: t("Health"),
    byProject: t("By project"),
    byOwner: t("By owner"),
    name: t("Name"),
    agents: t("Agents"),
    busy: t("Busy"),
    unhealthy: t("Failed or offline"),
    waiting: t("Waiting longest for you"),
    failures: t("Failed or offline"),
    none: t("None"),
    time: t("Time"),
  };
}
