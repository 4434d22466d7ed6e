import { commands, type Disposable } from "vscode";
import type { Parts } from "../extension/parts";
import { archiveAgent } from "./agent/archiveAgent";
import { cancelTask } from "./agent/cancelTask";
import { copyId, copyLink, copyName } from "./agent/copy";
import { createAgent } from "./agent/createAgent";
import { deleteAgent } from "./agent/deleteAgent";
import { openBranch } from "./agent/openBranch";
import { insertEarlierText } from "./agent/insertEarlierText";
import { openInBrowser } from "./agent/openInBrowser";
import { openLink } from "./agent/openLink";
import { openPullRequest } from "./agent/openPullRequest";
import { pauseAgent } from "./agent/pauseAgent";
import { renameAgent } from "./agent/renameAgent";
import { restartAgent } from "./agent/restartAgent";
import { resumeAgent } from "./agent/resumeAgent";
import { sendInput } from "./agent/sendInput";
import {
  refreshDocument,
  showBuildLog,
  showHistory,
  showLog,
  showSelectedLog,
  showWorkspaceLog,
} from "./agent/showDocument";
import { startTask } from "./agent/startTask";
import { submitPrompt } from "./agent/submitPrompt";
import { unarchiveAgent } from "./agent/unarchiveAgent";
import { removeWaitingMessage, sendWaitingMessageNow } from "./agent/waitingMessage";
import { startDemo } from "./demo/startDemo";
import { stopDemo } from "./demo/stopDemo";
import { checkConnection } from "./deployment/checkConnection";
import { copyMcpConfiguration } from "./deployment/copyMcpConfiguration";
import { signIn } from "./deployment/signIn";
import { signOut } from "./deployment/signOut";
import { switchDeployment } from "./deployment/switchDeployment";
import { hideArchived, showArchived } from "./view/archived";
import { groupBy, sortBy } from "./view/arrange";
import { clearFilter, filter } from "./view/filter";
import { showAllOwners, showMyAgents } from "./view/owners";
import { openDashboard } from "./view/openDashboard";
import { openWalkthrough } from "./view/openWalkthrough";
import { refresh } from "./view/refresh";
import { showOutput } from "./view/showOutput";
import { openApp } from "./workspace/openApp";
import { openFiles } from "./workspace/openFiles";
import { openTerminal } from "./workspace/openTerminal";
import { openWorkspace } from "./workspace/openWorkspace";
import { runCommand } from "./workspace/runCommand";

/**
 * Does what a person asked for.
 * @param target the row it was asked on; absent from the command palette
 * @param selection all selected rows, where the one asked on is among them
 */
type Command = (parts: Parts, target?: unknown, selection?: unknown) => Promise<void> | void;

/** Every command by its id in package.json, without the prefix. */
const COMMANDS: Readonly<Record<string, Command>> = {
  signIn,
  signOut,
  switchDeployment,
  copyMcpConfiguration,
  checkConnection,
  startDemo,
  stopDemo,
  refresh,
  groupBy,
  sortBy,
  filter,
  clearFilter,
  showAllOwners,
  showMyAgents,
  showArchived,
  hideArchived,
  openDashboard,
  openWalkthrough,
  showOutput,
  createAgent,
  startTask,
  sendInput,
  cancelTask,
  pauseAgent,
  resumeAgent,
  restartAgent,
  deleteAgent,
  renameAgent,
  archiveAgent,
  unarchiveAgent,
  removeWaitingMessage,
  sendWaitingMessageNow,
  openPullRequest,
  openBranch,
  openTerminal,
  runCommand,
  openFiles,
  openWorkspace,
  openApp,
  showLog,
  showSelectedLog,
  showHistory,
  showBuildLog,
  showWorkspaceLog,
  refreshDocument,
  openInBrowser,
  openLink,
  copyName,
  copyId,
  copyLink,
  submitPrompt,
  insertEarlierText,
};

export function registerCommands(parts: Parts): Disposable[] {
  return Object.entries(COMMANDS).map(([name, run]) =>
    commands.registerCommand(`coderFleet.${name}`, async (target?: unknown, selection?: unknown) => {
      try {
        await run(parts, target, selection);
      } catch (error) {
        // Not awaited: whoever ran the command need not wait until somebody closes the message.
        void parts.messages.failed(error, parts.deployments.active?.url);
      }
    }),
  );
}
