import { window } from "vscode";
import type { Parts } from "../../extension/parts";
import type { TerminalTarget } from "../../terminal/workspaceTerminal";
import { oneAgent } from "../agent/targets";

/** The workspace of the agent a command was asked for; undefined where the person chose none, or it has none. */
export async function agentWorkspace(
  parts: Parts,
  target: unknown,
  title: string,
): Promise<TerminalTarget | undefined> {
  const entry = await oneAgent(parts, target, title, "canOpenWorkspace");
  if (entry === undefined) return undefined;
  const { name, workspace } = entry.agent;
  if (workspace === null) {
    await window.showInformationMessage(parts.t("{0} has no workspace: it only talks.", name));
    return undefined;
  }
  return { deployment: entry.deployment, workspaceId: workspace.id, name: workspace.name };
}
