import type { Translate } from "../extension/translate";
import type { Arrangement } from "./arrange";
import type { FleetState } from "./fleetState";

/**
 * The line above the tree: what is wrong with the list, and what of it is not shown. Pure. Empty beside a welcome
 * text, which a message would hide; only while loading it takes that one's place, since VS Code shows welcome texts
 * late after a reload.
 * @param shown how many agents are
 */
export function viewMessage(
  { view, notes, entries }: FleetState,
  { filter, allOwners }: Pick<Arrangement, "filter" | "allOwners">,
  shown: number,
  t: Translate,
): string {
  if (view === "loading") return t("Looking for your agents…");
  if (view !== "agents") return "";
  const filtered =
    filter === ""
      ? []
      : [
          allOwners
            ? t("Filter “{0}”: {1} of {2} agents of all owners.", filter, shown, entries.length)
            : t("Filter “{0}”: {1} of {2} agents.", filter, shown, entries.length),
        ];
  return [...notes, ...filtered].join(" ");
}
