/** Where the apps of a workspace are found, as Coder's own dashboard makes their addresses. Pure. */
import type { Workspace, WorkspaceAgent, WorkspaceApp } from "../../models/coder/workspace";

/** What an app's address depends on besides the app. */
export interface AppPlace {
  /** The deployment's base address. */
  readonly deployment: string;
  /** The host of apps with names of their own, e.g. `*.apps.example.com`; empty where the deployment has none. */
  readonly host: string;
  readonly workspace: Pick<Workspace, "name" | "owner_name">;
  readonly agent: Pick<WorkspaceAgent, "name">;
}

/** What opening an app means. */
export type AppTarget =
  /** A page of the web. */
  | { readonly kind: "page"; readonly url: string }
  /** Another program on the person's computer, such as JetBrains Gateway. */
  | { readonly kind: "program"; readonly url: string }
  /** A command that runs in a terminal of the workspace. */
  | { readonly kind: "terminal"; readonly command: string }
  /** Only the workspace's page in Coder's dashboard can open it. */
  | { readonly kind: "dashboard"; readonly url: string }
  /** It needs a name of its own, and the deployment has no host for those. */
  | { readonly kind: "unreachable" };

/**
 * What Coder's dashboard replaces by a new session token in addresses of external apps. Nobody else may: the token
 * would reach whatever the address leads to.
 */
const SESSION_TOKEN = "$SESSION_TOKEN";

/** Schemes of programs the dashboard hands over to. Others might run anything on the person's computer. */
const PROGRAM_SCHEMES: ReadonlySet<string> = new Set([
  "vscode:",
  "vscode-insiders:",
  "windsurf:",
  "cursor:",
  "kiro:",
  "jetbrains:",
  "jetbrains-gateway:",
]);

/** A workspace's page in the dashboard. */
export function workspaceUrl(deployment: string, { owner_name, name }: AppPlace["workspace"]): string {
  return `${deployment}/@${encodeURIComponent(owner_name)}/${encodeURIComponent(name)}`;
}

/** The address of an app as Coder's dashboard links to it; null where the deployment cannot reach it. */
export function appUrl({ deployment, host, workspace, agent }: AppPlace, app: WorkspaceApp): string | null {
  if (app.external) return app.url === "" ? null : app.url;
  const base = `${workspaceUrl(deployment, workspace)}.${encodeURIComponent(agent.name)}`;
  if (app.command !== "") return `${base}/terminal?app=${encodeURIComponent(app.slug)}`;
  if (!app.subdomain) return `${base}/apps/${encodeURIComponent(app.slug)}/`;
  return host === "" || app.subdomain_name === ""
    ? null
    : `${new URL(deployment).protocol}//${host.replace("*", app.subdomain_name)}/`;
}

/** What listens on a port of a workspace, as the dashboard's list of ports links to it; undefined without a host. */
export function portUrl({ deployment, host, workspace, agent }: AppPlace, port: number): string | undefined {
  if (host === "") return undefined;
  const name = [port, agent.name, workspace.name, workspace.owner_name].join("--");
  return `${new URL(deployment).protocol}//${host.replace("*", name)}/`;
}

/** What opening an app means for a person at a computer, without a token ever leaving it. */
export function appTarget(place: AppPlace, app: WorkspaceApp): AppTarget {
  if (!app.external && app.command !== "") return { kind: "terminal", command: app.command };
  const url = appUrl(place, app);
  if (url === null) return { kind: "unreachable" };
  const kind = url.includes(SESSION_TOKEN) ? "dashboard" : kindOf(url);
  return kind === "dashboard"
    ? { kind, url: workspaceUrl(place.deployment, place.workspace) }
    : { kind, url };
}

function kindOf(address: string): "page" | "program" | "dashboard" {
  if (!URL.canParse(address)) return "dashboard";
  const { protocol, username, password } = new URL(address);
  if (username !== "" || password !== "") return "dashboard";
  if (protocol === "https:" || protocol === "http:") return "page";
  return PROGRAM_SCHEMES.has(protocol) ? "program" : "dashboard";
}
