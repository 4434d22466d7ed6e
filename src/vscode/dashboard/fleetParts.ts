import type { DashboardPart } from "../../models/dashboard";
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";

/** The key of the whole fleet. */
export const WHOLE_FLEET = "";

export interface FleetPart extends DashboardPart {
  readonly entries: readonly AgentEntry[];
}

/** The whole fleet first, then its projects and its owners, largest first. Pure. */
export function fleetParts(entries: readonly AgentEntry[], t: Translate): readonly FleetPart[] {
  const part = (kind: string, label: (name: string) => string, groups: ReadonlyMap<string, AgentEntry[]>) =>
    [...groups].map(([name, group]) => ({
      key: `${kind}:${name}`,
      label: label(singleLine(name, 80)),
      entries: group,
    }));
  return [
    { key: WHOLE_FLEET, label: t("Whole fleet"), entries },
    ...part(
      "project",
      (name) => t("Project {0}", name),
      groupsBy(entries, ({ agent }) => agent.project),
    ),
    ...part(
      "owner",
      (name) => t("Owner {0}", name),
      groupsBy(entries, ({ agent }) => agent.owner),
    ),
  ];
}

/** Largest first, then by name. */
export function groupsBy(
  entries: readonly AgentEntry[],
  nameOf: (entry: AgentEntry) => string,
): ReadonlyMap<string, AgentEntry[]> {
  const groups = new Map<string, AgentEntry[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return new Map(
    [...groups].sort(([nameA, a], [nameB, b]) => b.length - a.length || nameA.localeCompare(nameB)),
  );
}
