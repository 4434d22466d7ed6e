import { env, Uri, window } from "vscode";
import type { WorkspaceAgent } from "../../models/coder/workspace";
import type { OpenableWorkspace } from "../../services/workspaces/openableWorkspace";
import type { Translate } from "../extension/translate";
import { folderOf, openWindowUri } from "./coderExtensionUri";

/** Lets the Coder extension open a window on a workspace; asks which workspace agent where there are several. */
export async function openWindow(
  deployment: string,
  { workspace, agents }: OpenableWorkspace,
  title: string,
  t: Translate,
): Promise<void> {
  const agent = await chooseAgent(agents, title, t);
  if (agent !== undefined) await openWindowOn(deployment, workspace, agent, t);
}

/** The same for one of its workspace agents. */
export async function openWindowOn(
  deployment: string,
  workspace: OpenableWorkspace["workspace"],
  agent: WorkspaceAgent,
  t: Translate,
): Promise<void> {
  const uri = Uri.from(openWindowUri(env.uriScheme, { deployment, workspace, agent }));
  if (await env.openExternal(uri)) return;
  await window.showWarningMessage(
    t("Nothing on this computer opens {0} addresses, so the workspace was not opened.", `${env.uriScheme}:`),
  );
}

async function chooseAgent(
  agents: OpenableWorkspace["agents"],
  title: string,
  t: Translate,
): Promise<WorkspaceAgent | undefined> {
  const [only, ...others] = agents;
  if (only === undefined) {
    await window.showInformationMessage(t("This workspace has no workspace agent to connect to."));
    return undefined;
  }
  if (others.length === 0) return only.agent;
  const rows = agents.map(({ agent }) => ({
    ...{ label: agent.name, description: agent.status, detail: folderOf(agent) ?? "", agent },
  }));
  return (await window.showQuickPick(rows, { title, placeHolder: t("Choose a workspace agent") }))?.agent;
}
