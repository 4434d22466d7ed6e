import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { parseUuid } from "../http/uuid";
import type { Build, Template, TemplateVersion, User, Workspace } from "../state/types";

/** Owners see every workspace, members their own. */
export const maySee = (user: User, workspace: Workspace): boolean =>
  user.roles.includes("owner") || workspace.ownerId === user.id;

/**
 * The workspace of a path, deleted ones included when the query asks for them.
 * @throws HttpError 400 for a bad id, 404 when missing or not visible, 410 when deleted
 */
export function workspaceOf(context: Context, name = "workspace"): Workspace {
  const workspace = anyWorkspaceOf(context, name);
  const { id } = workspace;
  if (workspace.deleted && context.query.get("include_deleted") !== "true") {
    throw new HttpError(
      410,
      `Workspace "${id}" was deleted, you can view this workspace by specifying '?include_deleted=true' and trying again.`,
    );
  }
  return workspace;
}

/**
 * The workspace of a path, deleted ones included.
 * @throws HttpError 400 or 404
 */
export function anyWorkspaceOf(context: Context, name = "workspace"): Workspace {
  const workspace = context.store.workspaces.get(parseUuid(context.param(name)));
  if (workspace === undefined || !maySee(context.user, workspace)) throw notFound();
  return workspace;
}

/** @throws HttpError 400 or 404 */
export function buildOf(context: Context): { workspace: Workspace; build: Build } {
  const found = context.store.build(parseUuid(context.param("build")));
  if (found === undefined || !maySee(context.user, found.workspace)) throw notFound();
  return found;
}

/** @throws HttpError 400 or 404 */
export function templateOf(context: Context): Template {
  const template = context.store.templates.get(parseUuid(context.param("template")));
  if (template === undefined || template.deleted) throw notFound();
  return template;
}

/** @throws HttpError 400 or 404 */
export function versionOf(context: Context): TemplateVersion {
  const version = context.store.versions.get(parseUuid(context.param("version")));
  if (version === undefined) throw notFound();
  return version;
}

/**
 * The user a path names: `me`, a name in any case, an id; members see only themselves.
 * @throws HttpError 404, or 400 on 2.26
 */
export function userOf(context: Context): User {
  const user = context.store.findUser(context.param("user"), context.user);
  if (user !== undefined && (context.isOwner || user.id === context.user.id)) return user;
  throw unknownUser(context);
}

/** What a path that names no user is answered: 400 on 2.26, later 404. */
export function unknownUser(context: Context): HttpError {
  if (!context.generation.old) return notFound();
  return new HttpError(
    400,
    '"user" must be an existing uuid or username.',
    `queried user="${context.param("user")}"`,
  );
}

/** The only organization, by id or name. @throws HttpError 404 */
export function checkOrganization(context: Context): void {
  const { organizationId, organizationName } = context.deployment;
  const key = context.param("organization").toLowerCase();
  if (key !== organizationId && key !== organizationName && key !== "default") throw notFound();
}
