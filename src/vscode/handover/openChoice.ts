import { env, QuickPickItemKind, type QuickPickItem, ThemeIcon, Uri, window } from "vscode";
import { portUrl } from "../../services/workspaces/appAddress";
import type { OpenableWorkspace } from "../../services/workspaces/openableWorkspace";
import type { Parts } from "../extension/parts";
import type { Translate } from "../extension/translate";
import { askText } from "../prompts/askText";
import { openWorkspaceTerminal, type TerminalTarget } from "../terminal/workspaceTerminal";
import type { AppChoice, AppSection } from "./appChoices";
import { haveCoderExtension } from "./coderExtension";
import { openWindowOn } from "./openWindow";

/** Coder neither lists nor forwards ports below. */
const LOWEST_PORT = 9;
const HIGHEST_PORT = 65_535;

/** Lets the person choose what to open. */
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
  { workspace, host }: OpenableWorkspace,
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
    case "port": {
      const port = await askPort(label, t);
      if (port === undefined) return;
      const place = { deployment: found.deployment, host, workspace, agent: opening.agent };
      const url = portUrl(place, port);
      if (url !== undefined) await env.openExternal(Uri.parse(url, true));
      break;
    }
    case "unreachable":
      await window.showInformationMessage(`${label}: ${detail}`);
      break;
  }
}

async function askPort(title: string, t: Translate): Promise<number | undefined> {
  const isPort = (text: string): boolean =>
    /^\d{1,5}$/u.test(text) && Number(text) >= LOWEST_PORT && Number(text) <= HIGHEST_PORT;
  const typed = await askText(
    {
      title,
      placeholder: "3000",
      prompt: t("Number of the port in the workspace"),
      checkTyped: (text) =>
        isPort(text) ? undefined : t("A port is a number from {0} to {1}", LOWEST_PORT, HIGHEST_PORT),
    },
    t,
  );
  return typed === undefined ? undefined : Number(typed);
}
