import { env, UIKind } from "vscode";
import type { Parts } from "../../extension/parts";
import { appSections, onlyApp } from "../../handover/appChoices";
import { chooseApp, openChoice } from "../../handover/openChoice";
import { runningWorkspace } from "../../handover/runningWorkspace";
import { agentWorkspace } from "./agentWorkspace";

/** Opens an app of an agent's workspace, such as a preview; the only one at once. */
export async function openApp(parts: Parts, target?: unknown): Promise<void> {
  const { t, messages } = parts;
  const title = t("Open App…");
  const found = await agentWorkspace(parts, target, title);
  if (found === undefined) return;
  try {
    const workspace = await runningWorkspace(parts, found);
    if (workspace === undefined) return;
    const sections = appSections(workspace, env.uiKind === UIKind.Desktop, t);
    const choice = onlyApp(workspace, t) ?? (await chooseApp(sections, title, found.name));
    if (choice !== undefined) await openChoice(parts, found, workspace, choice);
  } catch (error) {
    void messages.failed(error, found.deployment, () => openApp(parts, target));
  }
}
