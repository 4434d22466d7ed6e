import { commands, env, extensions, ProgressLocation, window } from "vscode";
import type { Translate } from "../extension/translate";
import { CODER_EXTENSION } from "./coderExtensionUri";

/**
 * Makes sure of the Coder extension: where it is missing, one click installs it.
 * @returns whether it is there; where it cannot be known it is taken to be, as VS Code itself offers to install it
 * @throws Error where it could not be installed
 */
export async function haveCoderExtension(t: Translate): Promise<boolean> {
  // It runs where the window is, and extensions of a remote workspace do not see those.
  if (env.remoteName !== undefined || isInstalled()) return true;
  const install = t("Install");
  const show = t("Show Extension");
  const answer = await window.showInformationMessage(
    t("The Coder extension, which connects VS Code to workspaces, is not installed."),
    install,
    show,
  );
  if (answer === show) await commands.executeCommand("workbench.extensions.search", `@id:${CODER_EXTENSION}`);
  if (answer !== install) return false;
  await window.withProgress(
    { location: ProgressLocation.Notification, title: t("Installing the Coder extension") },
    () => commands.executeCommand("workbench.extensions.installExtension", CODER_EXTENSION),
  );
  return true;
}

function isInstalled(): boolean {
  return extensions.getExtension(CODER_EXTENSION) !== undefined;
}
