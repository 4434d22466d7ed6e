import { env, QuickPickItemKind, type QuickPickItem, ThemeIcon, Uri, window } from "vscode";
import type { OpenableWorkspace } from "../../services/workspaces/openableWorkspace";
import type { Parts } from "../extension/parts";
import { openWorkspaceTerminal, type TerminalTarget } from "../terminal/workspaceTerminal";
import type { AppChoice, AppSection } from "./appChoices";
import { haveCoderExtension } from "./coderExtension";
import { openWindowOn } from "./openWindow";

/** Lets the person choose what to open; headings only where there is more than one. */
export async function chooseApp(
  sections: readonly AppSection[],
  title: string,
  placeHolder: string,
): Promise<AppChoice | undefined> {
  const rows = sections.flatMap(({ title: heading, choices }) => [
    { label: heading, kind: QuickPickItemKind.Separator, choice: undefined },
    ...choices.map(row),
  ]);
  const options = { title, placeHolder, matchOnDetail: true };
  return (await window.showQuickPick(rows, options))?.choice;
}

function row(choice: AppChoice): QuickPickItem & { readonly choice: AppChoice } {
  const { label, description, detail, icon } = choice;
  return { label, description, detail, iconPath: new ThemeIcon(icon), choice };
}

/** Opens what was chosen: here, in the browser, or in the program it is for. */
export async function openChoice(
  { connections, t }: Parts,
  found: TerminalTarget,
  { workspace }: OpenableWorkspace,
  { label, detail, opening }: AppChoice,
): Promise<void> {
  switch (opening.kind) {
    case "page":
    case "program":
    case "dashboard":
      await env.openExternal(Uri.parse(opening.url, true));
      break;
    case "terminal": {
      const { agent, command } = opening;
      const name = command === "" ? found.name : `${label} (${found.name})`;
      openWorkspaceTerminal(connections, { ...found, name, workspaceAgent: agent.name, command }, t);
      break;
    }
    case "window":
      if (await haveCoderExtension(t)) await openWindowOn(found.deployment, workspace, opening.agent, t);
      break;
    case "unreachable":
      await window.showInformationMessage(`${label}: ${detail}`);
      break;
  }
}
