import type { Call } from "../../models/call";
import type { TerminalScreen, WorkspaceTerminal } from "../../repositories/deployment";
import type { Fleet } from "../fleet";
import { reachWorkspace } from "./reachWorkspace";

/** A shell in a workspace: what it puts out, and what is typed into it. */
export type Shell = WorkspaceTerminal;

/** What a shell that is gone is replaced by when it is asked for again: something that ends at once. */
const NOTHING = "true";

/**
 * The login shell of a workspace's user in a terminal, as in Coder's own web terminal.
 * @param again attaches to the shell that was opened before with the same id; where that has ended, the terminal ends at
 * once instead of being a new shell
 * @throws AgentNotFoundError(missing_workspace); ValidationError(wrong_state); NetworkError
 */
export async function openShell(
  fleet: Fleet,
  workspace: string,
  screen: TerminalScreen,
  again: boolean,
  call: Call,
): Promise<Shell> {
  const { workspaceAgent } = await reachWorkspace(fleet, workspace, false, call);
  return fleet.deployment.terminals.open(workspaceAgent, again ? NOTHING : "", call, screen);
}
