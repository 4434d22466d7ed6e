import { Uri, window } from "vscode";
import { type Ability, abilities } from "../../fleet/abilities";
import { agentIcon, agentRow } from "../../fleet/agentRow";
import type { AgentEntry } from "../../fleet/agentEntry";
import type { Parts } from "../../extension/parts";
import { themeIcon } from "../../fleet/themeIcon";

/** What key bindings of package.json and rows hand over: use what is selected in the view. */
export const SELECTION = "selection";

/**
 * The one agent a command was asked for: of the row or document it was asked on, else the one selected, else the
 * person chooses among those the command can do something with. Undefined where they chose none.
 */
export async function oneAgent(
  parts: Parts,
  target: unknown,
  title: string,
  ability?: Ability,
): Promise<AgentEntry | undefined> {
  const [entry] = await targeted(parts, target);
  // Menus offer only what can be done with a row; a key is pressed on any.
  if (target === SELECTION && (entry === undefined || !can(entry, ability))) return undefined;
  return entry ?? pick(parts, title, ability);
}

/** As `oneAgent`, for commands that take several: all selected rows where the one asked on is among them. */
export async function manyAgents(
  parts: Parts,
  target: unknown,
  selection: unknown,
  title: string,
  ability: Ability,
): Promise<readonly AgentEntry[]> {
  const asked = Array.isArray(selection) && selection.length > 0 ? selection : [target];
  const found = await Promise.all(asked.map((each) => targeted(parts, each)));
  const entries = found.flat().filter((entry) => can(entry, ability));
  if (entries.length > 0 || target !== undefined) return entries;
  const entry = await pick(parts, title, ability);
  return entry === undefined ? [] : [entry];
}

async function targeted({ tree, view, documents }: Parts, target: unknown): Promise<readonly AgentEntry[]> {
  if (target instanceof Uri) {
    const entry = await documents.entryOf(target);
    return entry === undefined ? [] : [entry];
  }
  if (target === SELECTION) return view.selection.map(({ entry }) => entry);
  if (typeof target !== "object" || target === null || !("id" in target)) return [];
  const node = typeof target.id === "string" ? tree.agent(target.id) : undefined;
  return node === undefined ? [] : [node.entry];
}

function can({ agent, isSubAgent }: AgentEntry, ability: Ability | undefined): boolean {
  return ability === undefined || abilities(agent, isSubAgent).includes(ability);
}

async function pick(
  { store, t }: Parts,
  title: string,
  ability: Ability | undefined,
): Promise<AgentEntry | undefined> {
  const now = new Date();
  const choices = store.state.entries
    .filter((entry) => can(entry, ability))
    .map((entry) => {
      const { label, description } = agentRow(entry, { now, withOwner: false, t });
      return { label, description, iconPath: themeIcon(agentIcon(entry.agent)), entry };
    });
  if (choices.length === 0) {
    await window.showInformationMessage(t("There is no agent this could be done with now."));
    return undefined;
  }
  const choice = await window.showQuickPick(choices, {
    title,
    placeHolder: t("Choose an agent"),
    matchOnDescription: true,
  });
  return choice?.entry;
}
