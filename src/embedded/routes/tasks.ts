import { addBuild, createWorkspace } from "../engine/workspaces";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody } from "../http/goJson";
import { listChunks } from "../http/page";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { isUuid } from "../http/uuid";
import { renderBuild } from "../render/build";
import { renderTask, statusOfTask } from "../render/task";
import { maySee } from "../rules/access";
import { isValidName, namesFromPrompt } from "../rules/names";
import { workspaceStatus } from "../rules/status";
import { searchTasks } from "../rules/taskSearch";
import { newId } from "../state/random";
import type { Task, Workspace } from "../state/types";
import { ownerOf, presentId } from "./createWorkspace";
import { sendInput, taskLogs } from "./taskConversation";

function listTasks(context: Context): Reply {
  const found = searchTasks(context, context.query.get("q") ?? "");
  const render = (workspace: Workspace) => renderTask(context.deployment, workspace);
  return { kind: "chunks", status: 200, chunks: listChunks("tasks", found, render, found.length) };
}

/** A task by id, whoever the path names, or by owner and name. @throws HttpError 404 */
function taskOf(context: Context): Workspace & { readonly task: Task } {
  const key = context.param("task");
  const owner = context.store.findUser(context.param("user"), context.user);
  const workspace = isUuid(key)
    ? context.store.workspaceByTask(key.toLowerCase())
    : owner === undefined
      ? undefined
      : context.store.workspaceByName(owner.id, key);
  if (workspace === undefined || !isTask(context, workspace) || !maySee(context.user, workspace))
    throw notFound();
  return workspace;
}

function isTask(context: Context, workspace: Workspace): workspace is Workspace & { readonly task: Task } {
  return workspace.task !== null && context.store.workspaceByTask(workspace.task.id) === workspace;
}

async function createTask(context: Context): Promise<Reply> {
  const body = await readBody(context, "CreateTaskRequest", {
    template_version_id: "uuid",
    template_version_preset_id: "uuid",
    input: "string",
    name: "string",
    display_name: "string",
  });
  const version = context.store.versions.get(body.template_version_id?.toLowerCase() ?? "");
  if (version === undefined || version.templateId === null) {
    throw new HttpError(400, "Template version not found or you do not have access to this resource");
  }
  if (version.blueprint.aiTaskApp === null) {
    throw new HttpError(400, 'Template does not have a valid "coder_ai_task" resource.');
  }
  const input = body.input ?? "";
  const derived = namesFromPrompt(input, newId().slice(0, 4));
  const name = body.name === undefined || body.name === "" ? derived.name : body.name;
  if (!isValidName(name)) {
    throw new HttpError(
      400,
      "Unable to create a Task with the provided name.",
      name.length > 32 ? "must be <= 32 characters" : "must be alphanumeric with hyphens",
    );
  }
  const displayName = body.display_name ?? "";
  if (displayName.length > 64) {
    throw new HttpError(400, "Display name must be 64 characters or less.");
  }
  const workspace = createWorkspace(context.deployment, {
    owner: ownerOf(context),
    initiator: context.user,
    templateId: version.templateId,
    version,
    presetId: presentId(body.template_version_preset_id),
    name,
    parameters: [],
    task: {
      id: newId(),
      displayName: displayName === "" ? derived.displayName : displayName,
      createdAt: Date.now(),
      prompt: input,
      snapshot: null,
    },
  });
  return json(renderTask(context.deployment, workspace), 201);
}

/** The task is gone at once; its workspace is deleted by a build. */
function deleteTask(context: Context): Reply {
  const workspace = taskOf(context);
  addBuild(context.deployment, workspace, {
    transition: "delete",
    reason: "initiator",
    initiator: context.user,
  });
  context.store.forgetTask(workspace);
  return empty(202);
}

async function updateInput(context: Context): Promise<Reply> {
  const workspace = taskOf(context);
  const { input } = await readBody(context, "UpdateTaskInputRequest", { input: "string" });
  if ((input ?? "").trim() === "") throw new HttpError(400, "Task input is required.");
  if (statusOfTask(context.deployment, workspace) !== "paused") {
    throw new HttpError(
      409,
      "Unable to update task input, task must be paused.",
      "Please stop the task's workspace before updating the input.",
    );
  }
  workspace.task.prompt = input ?? "";
  return { ...empty(), headers: { "Content-Type": "application/json; charset=utf-8" } };
}

function pause(context: Context): Reply {
  const workspace = taskOf(context);
  const build = addBuild(context.deployment, workspace, {
    transition: "stop",
    reason: "task_manual_pause",
    initiator: context.user,
  });
  return json({ workspace_build: renderBuild(context.deployment, workspace, build, true) }, 202);
}

function resume(context: Context): Reply {
  const workspace = taskOf(context);
  if (workspaceStatus(workspace) === "running") {
    throw new HttpError(409, "Task workspace is already running.", 'Workspace status is "running".');
  }
  const build = addBuild(context.deployment, workspace, {
    transition: "start",
    reason: "task_resume",
    initiator: context.user,
  });
  return json({ workspace_build: renderBuild(context.deployment, workspace, build, true) }, 202);
}

/** Generation 2 under both of its bases. */
export const taskRoutes: readonly Route[] = ["/api/v2/tasks", "/api/experimental/tasks"].flatMap(
  (base): Route[] => {
    const one = `${base}/{user}/{task}`;
    return [
      { method: "GET", path: base, handler: listTasks },
      { method: "POST", path: `${base}/{user}`, handler: createTask },
      {
        method: "GET",
        path: one,
        handler: (context) => json(renderTask(context.deployment, taskOf(context))),
      },
      { method: "DELETE", path: one, handler: deleteTask },
      { method: "PATCH", path: `${one}/input`, handler: updateInput },
      {
        method: "POST",
        path: `${one}/send`,
        handler: (context) => sendInput(context, taskOf(context)),
      },
      { method: "GET", path: `${one}/logs`, handler: (context) => taskLogs(context, taskOf(context)) },
      { method: "POST", path: `${one}/pause`, handler: pause },
      { method: "POST", path: `${one}/resume`, handler: resume },
    ];
  },
);
