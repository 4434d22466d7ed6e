import { env, UIKind } from "vscode";
import type { Parts } from "../../extension/parts";
import { webEditors } from "../../handover/appChoices";
import { haveCoderExtension } from "../../handover/coderExtension";
import { chooseApp, openChoice } from "../../handover/openChoice";
import { openWindow } from "../../handover/openWindow";
import { runningWorkspace } from "../../handover/runningWorkspace";
import { agentWorkspace } from "./agentWorkspace";

/** Opens a window on an agent's workspace by Coder's own extension; in a browser, which has no SSH, what it has instead. */
export async function openWorkspace(parts: Parts, target?: unknown): Promise<void> {
  const { t, messages } = parts;
  const title = t("Open Workspace in VS Code");
  const found = await agentWorkspace(parts, target, title);
  if (found === undefined) return;
  try {
    const inBrowser = env.uiKind === UIKind.Web;
    if (!inBrowser && !(await haveCoderExtension(t))) return;
    const workspace = await runningWorkspace(parts, found);
    if (workspace === undefined) return;
    if (!inBrowser) {
      await openWindow(found.deployment, workspace, title, t);
      return;
    }
    const why = t("VS Code in a browser has no SSH to open a window with. Open instead:");
    const choice = await chooseApp(webEditors(workspace, t), title, why);
    if (choice !== undefined) await openChoice(parts, found, workspace, choice);
  } catch (error) {
    void messages.failed(error, found.deployment, () => openWorkspace(parts, target));
  }
}
