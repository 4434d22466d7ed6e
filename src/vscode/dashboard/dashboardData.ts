/** What the dashboard shows of a fleet. Pure. */
import type { DashboardAgent, DashboardData, DashboardShare } from "../../models/dashboard";
import { durationText, secondsSince } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { metricsOf } from "../../services/agents/metricsOf";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { statusText } from "../fleet/agentRow";
import { isFailure, needsYou } from "../fleet/arrange";
import { dashboardFigures, percentText } from "./dashboardFigures";
import type { FleetCourse } from "./fleetCourse";
import type { FleetPart } from "./fleetParts";

/** Most rows of a list: it is for a glance, the Fleet view has all. */
const MOST_ROWS = 12;

/**
 * @param course what was seen so far, of the part that is shown
 * @param note whose fleet it is, or why there is nothing to see
 */
export function dashboardData(
  parts: readonly FleetPart[],
  course: Pick<FleetCourse, "shown" | "samples">,
  note: string,
  now: Date,
  t: Translate,
): DashboardData {
  const partsOf = (wanted: FleetPart["kind"]) => parts.filter(({ kind }) => kind === wanted);
  const entries = partsOf("fleet").flatMap((part) => part.entries);
  const oldestFirst = (wanted: (entry: AgentEntry) => boolean) =>
    entries
      .filter(wanted)
      .map((entry) => ({ entry, seconds: waitingSeconds(entry, now) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, MOST_ROWS)
      .map(({ entry, seconds }) => rowOf(entry, seconds, t));
  const waiting = entries.filter(({ agent }) => needsYou(agent)).length;
  return {
    words: wordsOf(t),
    note,
    figures: dashboardFigures(metricsOf(agentsOf(entries), now), waiting, t),
    news: waiting === 1 ? t("1 agent needs you") : t("{0} agents need you", waiting),
    parts: parts.map(({ key, label }) => ({ key, label })),
    part: course.shown,
    samples: course.samples,
    projects: partsOf("project").map((part) => shareOf(part, now)),
    owners: partsOf("owner").map((part) => shareOf(part, now)),
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

function shareOf({ name, entries }: FleetPart, now: Date): DashboardShare {
  const { total, byStatus, unhealthy, utilization } = metricsOf(agentsOf(entries), now);
  return { name, total, busy: byStatus.busy ?? 0, unhealthy, utilization: percentText(utilization) };
}

function wordsOf(t: Translate): DashboardData["words"] {
  return {
    title: t("Fleet dashboard"),
    overTime: t("Since this page was opened"),
    shown: t("Show"),
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
