/** What can be opened of a workspace, as rows to choose from. Pure. */
import type { WorkspaceAgent } from "../../models/coder/workspace";
import { singleLine } from "../../models/text";
import type { OpenableApp, OpenableWorkspace } from "../../services/workspaces/openableWorkspace";
import type { Translate } from "../extension/translate";

/** Longest name or address shown, in characters. */
const TEXT_LENGTH = 120;

/** Coder's word for a workspace agent that can be reached. */
const CONNECTED = "connected";

/** What is done with a row that is chosen. */
type Opening =
  | { readonly kind: "page" | "program" | "dashboard"; readonly url: string }
  /** A terminal of VS Code; a login shell where the command is empty. */
  | { readonly kind: "terminal"; readonly command: string; readonly agent: WorkspaceAgent }
  | { readonly kind: "window" | "port"; readonly agent: WorkspaceAgent }
  | { readonly kind: "unreachable" };

export interface AppChoice {
  readonly label: string;
  /** Its health, where it has one. */
  readonly description: string;
  /** What choosing it does. */
  readonly detail: string;
  /** Of a product icon. */
  readonly icon: string;
  readonly opening: Opening;
}

export interface AppSection {
  readonly title: string;
  readonly choices: readonly AppChoice[];
}

/**
 * The apps of each workspace agent, then what Coder offers of every workspace.
 * @param canOpenWindow whether this VS Code could connect a window to a workspace
 */
export function appSections(
  { agents, url, host }: OpenableWorkspace,
  canOpenWindow: boolean,
  t: Translate,
): readonly AppSection[] {
  const several = agents.length > 1;
  const apps = agents.map(({ agent, apps: its }) => ({
    title: several ? t("Apps of {0}", singleLine(agent.name, TEXT_LENGTH)) : t("Apps"),
    choices: its.map((app) => appChoice(app, agent, t)),
  }));
  const offered = agents
    .flatMap(({ agent }) => displayApps(agent, several, t))
    .filter(
      ({ opening: { kind } }) => (canOpenWindow || kind !== "window") && (host !== "" || kind !== "port"),
    );
  return withChoices([...apps, { title: "Coder", choices: [...offered, workspacePage(url, t)] }]);
}

/** What opens a workspace where no window can connect to it: VS Code in a browser, if it has that, or its page. */
export function webEditors({ agents, url }: OpenableWorkspace, t: Translate): readonly AppSection[] {
  const editors = agents.flatMap(({ agent, apps }) =>
    apps
      .filter(({ app, target }) => target.kind === "page" && !app.external && isWebEditor(app))
      .map((app) => appChoice(app, agent, t)),
  );
  return withChoices([
    { title: t("Apps"), choices: editors },
    { title: "Coder", choices: [workspacePage(url, t)] },
  ]);
}

function withChoices(sections: readonly AppSection[]): readonly AppSection[] {
  return sections.filter(({ choices }) => choices.length > 0);
}

function workspacePage(url: string, t: Translate): AppChoice {
  return {
    ...{ label: t("Workspace Page"), description: "", detail: t("Opens {0}", url), icon: "link-external" },
    opening: { kind: "page", url },
  };
}

/** The app to open without a question: the only one, if it is well. */
export function onlyApp({ agents }: OpenableWorkspace, t: Translate): AppChoice | undefined {
  const [first, ...others] = agents.flatMap(({ agent, apps }) => apps.map((app) => ({ app, agent })));
  if (first === undefined || others.length > 0) return undefined;
  const { app, target } = first.app;
  const isWell = first.agent.status === CONNECTED && (app.health === "healthy" || app.health === "disabled");
  return isWell && target.kind !== "unreachable" ? appChoice(first.app, first.agent, t) : undefined;
}

/** By the names of the modules templates take them from (registry.coder.com): code-server, vscode-web. */
function isWebEditor({ slug, display_name }: OpenableApp["app"]): boolean {
  return /\b(?:code-server|vs ?code|openvscode)\b/iu.test(`${slug} ${display_name}`);
}

function appChoice({ app, target }: OpenableApp, agent: WorkspaceAgent, t: Translate): AppChoice {
  const reachable = app.external || agent.status === CONNECTED;
  const health = app.health === "disabled" ? "" : singleLine(app.health, TEXT_LENGTH);
  return {
    label: singleLine(app.display_name || app.slug, TEXT_LENGTH),
    description: reachable ? health : t("workspace agent {0}", singleLine(agent.status, TEXT_LENGTH)),
    detail: detailOf(target, t),
    icon: !reachable || app.health === "unhealthy" ? "warning" : ICONS[target.kind],
    opening: target.kind === "terminal" ? { ...target, agent } : target,
  };
}

const ICONS: Readonly<Record<OpenableApp["target"]["kind"], string>> = {
  page: "globe",
  program: "window",
  terminal: "terminal",
  dashboard: "link-external",
  unreachable: "circle-slash",
};

function detailOf(target: OpenableApp["target"], t: Translate): string {
  switch (target.kind) {
    case "page":
      return t("Opens {0}", singleLine(target.url, TEXT_LENGTH));
    case "program":
      return t("Hands over to another program: {0}", singleLine(new URL(target.url).protocol, TEXT_LENGTH));
    case "terminal":
      return t("Runs in a terminal here: {0}", singleLine(target.command, TEXT_LENGTH));
    case "dashboard":
      return t("Can only be opened from the workspace's page in Coder, which this opens");
    case "unreachable":
      return t("Cannot be opened: the deployment has no host name for such apps");
  }
}

/** What Coder shows beside the apps; SSH needs Coder's command line and is left to it. */
function displayApps(agent: WorkspaceAgent, several: boolean, t: Translate): readonly AppChoice[] {
  const offered = new Set(agent.display_apps);
  const description = several ? singleLine(agent.name, TEXT_LENGTH) : "";
  const vscode: AppChoice = {
    ...{ label: "VS Code", description, detail: t("Opens a window on the workspace"), icon: "vscode" },
    opening: { kind: "window", agent },
  };
  const terminal: AppChoice = {
    ...{ label: t("Terminal"), description, detail: t("Opens a terminal here"), icon: "terminal" },
    opening: { kind: "terminal", command: "", agent },
  };
  const port: AppChoice = {
    ...{ label: t("Port…"), description, detail: t("Opens what listens on a port"), icon: "plug" },
    opening: { kind: "port", agent },
  };
  return [
    ...(offered.has("vscode") || offered.has("vscode_insiders") ? [vscode] : []),
    ...(offered.has("web_terminal") ? [terminal] : []),
    ...(offered.has("port_forwarding_helper") ? [port] : []),
  ];
}
