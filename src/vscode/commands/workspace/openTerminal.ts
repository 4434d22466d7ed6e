import type { Parts } from "../../extension/parts";
import { openWorkspaceTerminal } from "../../terminal/workspaceTerminal";
import { agentWorkspace } from "./agentWorkspace";

/** Opens a terminal with a shell in an agent's workspace. */
export async function openTerminal(parts: Parts, target?: unknown): Promise<void> {
  const found = await agentWorkspace(parts, target, parts.t("Open Terminal"));
  if (found !== undefined) openWorkspaceTerminal(parts.connections, found, parts.t);
}
