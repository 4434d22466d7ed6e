/** What can be done from a document. Pure. */
import type { Translate } from "../extension/translate";
import { abilities } from "../fleet/abilities";
import type { AgentEntry } from "../fleet/agentEntry";
import type { DocumentKind } from "./documentAddress";

export interface DocumentAction {
  /** With a product icon. */
  readonly title: string;
  /** Of package.json; called with the document's address. */
  readonly command: string;
}

/** Commands for the line of links above a document, in their order. */
export function documentActions(
  kind: DocumentKind,
  entry: AgentEntry | undefined,
  t: Translate,
): readonly DocumentAction[] {
  const can = new Set(entry === undefined ? [] : abilities(entry.agent, entry.isSubAgent));
  const action = (icon: string, title: string, command: string, possible = true) =>
    possible ? [{ title: `$(${icon}) ${title}`, command: `coderFleet.${command}` }] : [];
  const hasWorkspace = entry !== undefined && entry.agent.workspace !== null;
  const canOpen = can.has("canOpenWorkspace");
  return [
    ...action("play", t("Start Task…"), "startTask", can.has("canStart")),
    ...action("comment", t("Send Input…"), "sendInput", can.has("canSend")),
    ...action("debug-stop", t("Cancel Task"), "cancelTask", can.has("canCancel")),
    ...action("output", t("Log"), "showLog", kind !== "log" && can.has("canLog")),
    ...action("history", t("History"), "showHistory", kind !== "history" && can.has("canLog")),
    ...action("tools", t("Build Log"), "showBuildLog", kind !== "build log" && hasWorkspace),
    ...action("terminal", t("Workspace Log"), "showWorkspaceLog", kind !== "workspace log" && hasWorkspace),
    ...action("git-pull-request", t("Pull Request"), "openPullRequest", can.has("canOpenPullRequest")),
    ...action("git-branch", t("Branch"), "openBranch", can.has("canOpenBranch")),
    ...action("vscode", t("Open Workspace"), "openWorkspace", canOpen),
    ...action("globe", t("Apps"), "openApp", canOpen),
    ...action("link-external", t("Open in Browser"), "openInBrowser", entry !== undefined),
    ...action("refresh", t("Refresh"), "refreshDocument"),
  ];
}
