import { commands } from "vscode";

/** The extension's id, and that of the walkthrough in package.json. */
const WALKTHROUGH = "coder-fleet.coder-fleet#start";

export async function openWalkthrough(): Promise<void> {
  await commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
}
