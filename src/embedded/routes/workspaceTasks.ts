import { addBuild, createWorkspace } from "../engine/workspaces";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody } from "../http/goJson";
import { listChunks, page } from "../http/page";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { isUuid } from "../http/uuid";
import { promptOf, renderWorkspaceTask } from "../render/task";
import { maySee } from "../rules/access";
import { whimsicalName } from "../rules/names";
import { hasAiTask, searchWorkspaces } from "../rules/workspaceSearch";
import { promptParameter } from "../state/blueprint";
import { latestBuild } from "../state/store";
import { seededRandom } from "../state/random";
import type { Workspace } from "../state/types";
import { ownerOf, presentId } from "./createWorkspace";

/** Generation 1 lists with the search of workspaces; `count` is the number of rows answered. */
function listTasks(context: Context): Reply {
  const found = searchWorkspaces(context, context.query.get("q") ?? "").filter((workspace) =>
    hasAiTask(context, workspace),
  );
  const rows = page(context.query, found);
  const render = (workspace: Workspace) => renderWorkspaceTask(context.deployment, workspace);
  return { kind: "chunks", status: 200, chunks: listChunks("tasks", rows, render, rows.length) };
}

/** A task is there from the end of its first successful build on. @throws HttpError 400 or 404 */
function taskOf(context: Context): Workspace {
  const id = context.param("task");
  if (!isUuid(id)) throw new HttpError(400, `Invalid UUID "${id}" for task ID.`);
  const workspace = context.store.workspaces.get(id.toLowerCase());
  if (workspace === undefined || workspace.deleted || !maySee(context.user, workspace)) throw notFound();
  if (latestBuild(workspace).hasAiTask !== true) throw notFound();
  return workspace;
}

async function createTask(context: Context): Promise<Reply> {
  const owner = ownerOf(context);
  const body = await readBody(context, "CreateTaskRequest", {
    template_version_id: "uuid",
    template_version_preset_id: "uuid",
    prompt: "string",
  });
  const version = context.store.versions.get(body.template_version_id?.toLowerCase() ?? "");
  if (version === undefined || version.templateId === null) throw notFound();
  if (version.blueprint.aiTaskApp === null) {
    throw new HttpError(400, `Template does not have required parameter "${promptParameter}"`);
  }
  const workspace = createWorkspace(context.deployment, {
    owner,
    initiator: context.user,
    templateId: version.templateId,
    version,
    presetId: presentId(body.template_version_preset_id),
    name: whimsicalName(seededRandom(Date.now())),
    parameters: [{ name: promptParameter, value: body.prompt ?? "" }],
  });
  return json(renderWorkspaceTask(context.deployment, workspace), 201);
}

function deleteTask(context: Context): Reply {
  const workspace = taskOf(context);
  addBuild(context.deployment, workspace, {
    transition: "delete",
    reason: "initiator",
    initiator: context.user,
  });
  return empty(202);
}

function prompts(context: Context): Reply {
  const ids = (context.query.get("build_ids") ?? "").split(",").filter((id) => id !== "");
  const wrong = ids.find((id) => !isUuid(id));
  if (wrong !== undefined) throw new HttpError(400, `Invalid UUID "${wrong}" for build ID.`);
  const found = ids.flatMap((id) => {
    const located = context.store.build(id.toLowerCase());
    return located === undefined || !maySee(context.user, located.workspace)
      ? []
      : [[id, promptOf(located.workspace)] as const];
  });
  return json({ prompts: Object.fromEntries(found) });
}

const base = "/api/experimental/tasks";

export const workspaceTaskRoutes: readonly Route[] = [
  { method: "GET", path: base, handler: listTasks },
  { method: "POST", path: `${base}/{user}`, handler: createTask },
  {
    method: "GET",
    path: `${base}/{user}/{task}`,
    handler: (context) => json(renderWorkspaceTask(context.deployment, taskOf(context))),
  },
  { method: "DELETE", path: `${base}/{user}/{task}`, handler: deleteTask },
  { method: "GET", path: "/api/experimental/aitasks/prompts", handler: prompts },
];
