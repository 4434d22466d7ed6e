import { window } from "vscode";
import type { Parts } from "../../extension/parts";

/** Shows only agents that hold all words typed in. */
export async function filter({ choices, t }: Parts): Promise<void> {
  const text = await window.showInputBox({
    title: t("Filter Agents"),
    prompt: t("Words in name, owner, project, status or last message"),
    value: choices.current.filter,
  });
  if (text !== undefined) await choices.choose({ filter: text.trim() });
}

export async function clearFilter({ choices }: Parts): Promise<void> {
  await choices.choose({ filter: "" });
}
