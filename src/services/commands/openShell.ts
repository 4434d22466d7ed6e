import type { Call } from "../../models/call";
import type { TerminalScreen, WorkspaceTerminal } from "../../repositories/deployment";
import type { Fleet } from "../fleet";
import { reachWorkspace } from "./reachWorkspace";

/** A shell in a workspace: what it puts out, and what is typed into it. */
export type Shell = WorkspaceTerminal;

/** What a shell that is gone is replaced by when it is asked for again: something that ends at once. */
const NOTHING = "true";

/** What runs in a terminal, and where. */
export interface ShellRequest {
  /** As `resolveWorkspace` reads it. */
  readonly workspace: string;
  /** The login shell where it is empty. */
  readonly command: string;
}

/**
 * A shell, or what runs in one, in a terminal of a workspace, as in Coder's own web terminal.
 * @param again attaches to the shell that was opened before with the same id; where that has ended, the terminal ends at
 * once instead of being a new shell
 * @throws AgentNotFoundError(missing_workspace); ValidationError(wrong_state); NetworkError
 */
export async function openShell(
  fleet: Fleet,
  { workspace, command }: ShellRequest,
  screen: TerminalScreen,
  again: boolean,
  call: Call,
): Promise<Shell> {
  const { workspaceAgent } = await reachWorkspace(fleet, workspace, false, call);
  return fleet.deployment.terminals.open(workspaceAgent, again ? NOTHING : command, call, screen);
}
