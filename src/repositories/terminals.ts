import type { CoderClient } from "../clients/coderClient";
import { openTerminal } from "../clients/terminal";
import type { TerminalRepository } from "./deployment";

/** Processes in workspaces, run over their web terminal. */
export function terminalRepository(client: CoderClient): TerminalRepository {
  return {
    open: ({ id, name }, command, call, screen) =>
      openTerminal(client, { workspaceAgentId: id, workspaceAgentName: name, command, ...screen }, call),
  };
}
