import type { Context } from "../http/context";
import { notFound, ReplyError } from "../http/errors";
import { isUuid } from "../http/uuid";
import { maySee } from "../rules/access";
import { currentAgent, latestBuild, type LocatedAgent } from "../state/store";
import type { App, Workspace, WorkspaceAgent } from "../state/types";
import { isCurrent } from "./agentAccess";
import {
  appNotFound,
  appUnavailable,
  fullNameNeeded,
  invalidRequest,
  redirect,
  workspaceOffline,
} from "./appPages";

/**
 * Who may reach what inside a workspace: the checks Coder makes, in its order, before it proxies to a terminal
 * or an app (facts/coder-api.md 7, 8). Refusals are pages, not Coder's usual error bodies.
 */

const ownerOnlyWarning =
  'path-based apps with "owner" share level are only accessible by the workspace owner (see --dangerous-allow-path-app-site-owner-access)';

/**
 * The workspace agent whose terminal is asked for.
 * @throws ReplyError with a page, HttpError 404 without a session
 */
export function terminalAgent(context: Context): LocatedAgent {
  const { session, store, generation } = context;
  const siteUrl = context.deployment.url;
  const id = context.param("workspaceAgent");
  if (!isUuid(id)) throw new ReplyError(invalidRequest(siteUrl));
  const found = store.agent(id.toLowerCase());
  // Builds after 2.26 forget the agents of a build once another one was made.
  if (found === undefined || found.workspace.deleted || (!isCurrent(found) && !generation.old)) {
    throw new ReplyError(appNotFound(siteUrl));
  }
  if (latestBuild(found.workspace).transition !== "start") {
    throw new ReplyError(offline(context, found.workspace));
  }
  if (session === null) throw notFound();
  if (!maySee(session.user, found.workspace)) throw new ReplyError(appNotFound(siteUrl));
  requireConnected(context, found.agent);
  return found;
}

/** An app and where it runs. */
export interface LocatedApp {
  readonly workspace: Workspace;
  readonly agent: WorkspaceAgent;
  readonly app: App;
}

/**
 * The app of `/@owner/workspace[.agent]/apps/slug/…`.
 * @throws ReplyError with a page or a redirect to the sign-in page
 */
export function pathApp(context: Context): LocatedApp {
  const siteUrl = context.deployment.url;
  if (context.param("owner").toLowerCase() === "me") throw new ReplyError(fullNameNeeded(siteUrl));
  const found = findPathApp(context);
  if (found === undefined) throw new ReplyError(appNotFound(siteUrl));
  authorize(context, found);
  requireConnected(context, found.agent);
  if (found.app.blueprint.external) throw new ReplyError(appNotFound(siteUrl));
  if (found.app.blueprint.url === "") throw new ReplyError(invalidRequest(siteUrl));
  return found;
}

function findPathApp(context: Context): LocatedApp | undefined {
  const { store } = context;
  const [workspaceName = "", agentName] = context.param("workspace").split(".");
  const workspace = isUuid(workspaceName)
    ? store.workspaces.get(workspaceName.toLowerCase())
    : store.workspaceByName(ownerId(context), workspaceName);
  if (workspace === undefined || workspace.deleted || workspace.ownerId !== ownerId(context))
    return undefined;
  if (latestBuild(workspace).transition !== "start") throw new ReplyError(offline(context, workspace));
  const agent = currentAgent(workspace);
  if (agent === null || (agentName !== undefined && ![agent.blueprint.name, agent.id].includes(agentName))) {
    return undefined;
  }
  const slug = context.param("slug");
  const app = agent.apps.find((candidate) => candidate.blueprint.slug === slug || candidate.id === slug);
  return app === undefined ? undefined : { workspace, agent, app };
}

/** The id of the owner named in the path, by name in any case or by id; empty when there is none. */
function ownerId({ store, params }: Context): string {
  const key = (params["owner"] ?? "").toLowerCase();
  for (const user of store.users.values()) {
    if (user.id === key || user.username.toLowerCase() === key) return user.id;
  }
  return "";
}

function authorize(context: Context, { workspace, app }: LocatedApp): void {
  const { session } = context;
  const level = app.blueprint.sharingLevel;
  if (level === "public") return;
  if (session === null) throw new ReplyError(signIn(context));
  if (level === "authenticated" || session.user.id === workspace.ownerId) return;
  const warnings = session.user.roles.includes("owner") ? [ownerOnlyWarning] : [];
  throw new ReplyError(appNotFound(context.deployment.url, warnings));
}

function requireConnected(context: Context, agent: WorkspaceAgent): void {
  if (agent.connection === "connected") return;
  throw new ReplyError(appUnavailable(context.deployment.url, agent.connection));
}

function offline(context: Context, workspace: Workspace) {
  const siteUrl = context.deployment.url;
  const owner = context.store.user(workspace.ownerId).username;
  const link = context.generation.old ? null : `${siteUrl}/@${owner}/${workspace.name}`;
  return workspaceOffline(siteUrl, latestBuild(workspace).transition, link);
}

/** Browsers are sent to the sign-in page, and back from there. */
function signIn({ deployment, url }: Context) {
  const query = new URLSearchParams({
    message: "You are signed out or your session has expired. Please sign in again to continue.",
    redirect: url.pathname + url.search,
  });
  return redirect(`${deployment.url}/login?${query.toString()}`, 303, "See Other");
}
