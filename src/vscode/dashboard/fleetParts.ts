import type { DashboardPart } from "../../models/dashboard";
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { groupedBy } from "../fleet/arrange";

/** The key of the whole fleet. */
export const WHOLE_FLEET = "";

export interface FleetPart extends DashboardPart {
  readonly kind: "fleet" | "project" | "owner";
  /** Of the project or owner; empty for the fleet. */
  readonly name: string;
  readonly entries: readonly AgentEntry[];
}

/** The whole fleet first, then its projects and its owners, largest first, then by name. Pure. */
export function fleetParts(entries: readonly AgentEntry[], t: Translate): readonly FleetPart[] {
  const parts = (
    kind: FleetPart["kind"],
    of: (entry: AgentEntry) => string,
    label: (name: string) => string,
  ): readonly FleetPart[] =>
    [...groupedBy(entries, of)]
      .sort(([nameA, a], [nameB, b]) => b.length - a.length || nameA.localeCompare(nameB))
      .map(([group, members]) => {
        const name = singleLine(group, 80);
        return { kind, key: `${kind}:${group}`, name, label: label(name), entries: members };
      });
  return [
    { kind: "fleet", key: WHOLE_FLEET, name: "", label: t("Whole fleet"), entries },
    ...parts(
      "project",
      ({ agent }) => agent.project,
      (name) => t("Project {0}", name),
    ),
    ...parts(
      "owner",
      ({ agent }) => agent.owner,
      (name) => t("Owner {0}", name),
    ),
  ];
}
