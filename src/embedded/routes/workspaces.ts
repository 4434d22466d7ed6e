import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody } from "../http/goJson";
import { listChunks, page } from "../http/page";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { renderWorkspace } from "../render/workspace";
import { userOf, workspaceOf } from "../rules/access";
import { searchWorkspaces } from "../rules/workspaceSearch";
import { iso } from "../render/time";
import { latestBuild } from "../state/store";
import type { Workspace } from "../state/types";
import { createWorkspaceRoute } from "./createWorkspace";

function listWorkspaces(context: Context): Reply {
  const found = searchWorkspaces(context, context.query.get("q") ?? "");
  const rows = page(context.query, found);
  const render = (workspace: Workspace) => renderWorkspace(context.deployment, workspace, context.user);
  return { kind: "chunks", status: 200, chunks: listChunks("workspaces", rows, render, found.length) };
}

function getWorkspace(context: Context): Reply {
  return json(renderWorkspace(context.deployment, workspaceOf(context), context.user));
}

function getByName(context: Context): Reply {
  const owner = userOf(context);
  const workspace = context.store.workspaceByName(owner.id, context.param("name"));
  if (workspace === undefined) throw notFound();
  return json(renderWorkspace(context.deployment, workspace, context.user));
}

async function rename(context: Context): Promise<Reply> {
  const workspace = workspaceOf(context);
  const { name } = await readBody(context, "UpdateWorkspaceRequest", { name: "string" });
  if (name !== undefined && name !== workspace.name) {
    throw new HttpError(400, "Workspace renames are not allowed.");
  }
  return empty();
}

async function setTtl(context: Context): Promise<Reply> {
  const workspace = workspaceOf(context);
  const { ttl_ms: ttl } = await readBody(context, "UpdateWorkspaceTTLRequest", { ttl_ms: "int64" });
  if (ttl !== undefined && ttl !== 0 && ttl < 60_000) {
    throw new HttpError(400, "Error updating workspace time until shutdown.", undefined, [
      { field: "ttl_ms", detail: "time until shutdown must be at least one minute" },
    ]);
  }
  workspace.ttlMs = ttl === undefined || ttl === 0 ? null : ttl;
  context.deployment.changed(workspace);
  return empty();
}

async function extend(context: Context): Promise<Reply> {
  const workspace = workspaceOf(context);
  const { deadline } = await readBody(context, "PutExtendWorkspaceRequest", { deadline: "time" });
  const at = Date.parse(deadline ?? "0001-01-01T00:00:00Z");
  if (at < Date.now() + 30 * 60_000) {
    throw new HttpError(
      400,
      "Cannot extend workspace: new deadline must be at least 30 minutes in the future",
    );
  }
  latestBuild(workspace).deadline = at;
  context.deployment.changed(workspace);
  return json({ message: `Deadline updated to ${iso(at).replace(".000Z", "Z")}.` });
}

async function setDormant(context: Context): Promise<Reply> {
  const workspace = workspaceOf(context);
  const { dormant } = await readBody(context, "UpdateWorkspaceDormancy", { dormant: "bool" });
  if ((workspace.dormantAt !== null) === (dormant ?? false)) return empty(304);
  workspace.dormantAt = dormant === true ? Date.now() : null;
  context.deployment.changed(workspace);
  return getWorkspace(context);
}

const favorite = (marked: boolean) => (context: Context) => {
  const workspace = workspaceOf(context);
  if (marked) workspace.favoriteOf.add(context.user.id);
  else workspace.favoriteOf.delete(context.user.id);
  return empty();
};

function usage(context: Context): Reply {
  workspaceOf(context).lastUsedAt = Date.now();
  return empty();
}

/** Answers the same for every workspace the caller may see. */
const constant = (body: unknown) => (context: Context) => {
  workspaceOf(context);
  return json(body);
};

/** This deployment runs no Terraform whose steps could be timed. */
const noTimings = { provisioner_timings: [], agent_script_timings: [], agent_connection_timings: [] };

const one = "/api/v2/workspaces/{workspace}";

export const workspaceRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/workspaces", handler: listWorkspaces },
  { method: "POST", path: "/api/v2/users/{user}/workspaces", handler: createWorkspaceRoute },
  {
    method: "POST",
    path: "/api/v2/organizations/{organization}/members/{user}/workspaces",
    handler: createWorkspaceRoute,
  },
  { method: "GET", path: "/api/v2/users/{user}/workspace/{name}", handler: getByName },
  { method: "GET", path: one, handler: getWorkspace },
  { method: "PATCH", path: one, handler: rename },
  { method: "PUT", path: `${one}/ttl`, handler: setTtl },
  { method: "PUT", path: `${one}/extend`, handler: extend },
  { method: "PUT", path: `${one}/dormant`, handler: setDormant },
  { method: "PUT", path: `${one}/favorite`, handler: favorite(true) },
  { method: "DELETE", path: `${one}/favorite`, handler: favorite(false) },
  { method: "POST", path: `${one}/usage`, handler: usage },
  { method: "GET", path: `${one}/resolve-autostart`, handler: constant({ parameter_mismatch: false }) },
  { method: "GET", path: `${one}/acl`, handler: constant({ users: [], group: [] }) },
  { method: "GET", path: `${one}/timings`, handler: constant(noTimings) },
  { method: "GET", path: `${one}/port-share`, handler: constant({ shares: [] }) },
];
