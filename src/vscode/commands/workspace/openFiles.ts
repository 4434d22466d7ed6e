import { commands, FileType, Uri, window, workspace } from "vscode";
import type { Parts } from "../../extension/parts";
import { fileUri } from "../../files/fileAddress";
import { agentWorkspace } from "./agentWorkspace";

/** Opens the files of an agent's workspace: as a folder of this window, or one of them. */
export async function openFiles(parts: Parts, target?: unknown): Promise<void> {
  const { t, connections, messages } = parts;
  const title = t("Open Workspace Files");
  const found = await agentWorkspace(parts, target, title);
  if (found === undefined) return;
  try {
    const [fleet, { listDirectory }] = await Promise.all([
      connections.fleet(found.deployment),
      import("../../../services/late"),
    ]);
    // Where commands start, which only the workspace knows.
    const request = { workspace: found.workspaceId, page: 1, pageSize: 1 };
    const { path } = await listDirectory(fleet, request, { signal: AbortSignal.timeout(60_000) });
    const root = Uri.from(fileUri(found.deployment, found.workspaceId, path));
    const asFolder = { label: t("Add to This Window"), description: t("as a folder of the Explorer") };
    const oneFile = { label: t("Open a File…") };
    const choice = await window.showQuickPick([oneFile, asFolder], { title, placeHolder: path });
    if (choice === asFolder) {
      workspace.updateWorkspaceFolders(workspace.workspaceFolders?.length ?? 0, 0, {
        uri: root,
        name: found.name,
      });
      await commands.executeCommand("workbench.view.explorer");
    } else if (choice === oneFile) {
      await chooseFile(root, title);
    }
  } catch (error) {
    void messages.failed(error, found.deployment, () => openFiles(parts, target));
  }
}

/** Goes through folders until a file is chosen. */
async function chooseFile(folder: Uri, title: string): Promise<void> {
  const entries = await workspace.fs.readDirectory(folder);
  const choices = [["..", FileType.Directory] as const, ...entries].map(([name, type]) => ({
    label: type === FileType.Directory ? `$(folder) ${name}` : `$(file) ${name}`,
    uri: Uri.joinPath(folder, name),
    isFolder: type === FileType.Directory,
  }));
  const choice = await window.showQuickPick(choices, { title, placeHolder: folder.path });
  if (choice === undefined) return;
  if (choice.isFolder) await chooseFile(choice.uri, title);
  else await window.showTextDocument(choice.uri);
}
