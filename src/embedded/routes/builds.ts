import { cancelBuild } from "../engine/builds";
import { addBuild } from "../engine/workspaces";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody, Validator } from "../http/goJson";
import { page } from "../http/page";
import { json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { renderBuild, renderResources } from "../render/build";
import { anyWorkspaceOf, buildOf, userOf } from "../rules/access";
import { isFinished } from "../state/store";
import type { Build, Transition } from "../state/types";
import { presentId } from "./createWorkspace";

const transitions: readonly string[] = ["start", "stop", "delete"] satisfies Transition[];
const reasons = ["dashboard", "cli", "ssh_connection", "vscode_connection", "jetbrains_connection"];
const taskReasons = ["task_manual_pause", "task_resume"];

function isTransition(word: string): word is Transition {
  return transitions.includes(word);
}

async function createBuild(context: Context): Promise<Reply> {
  const workspace = anyWorkspaceOf(context);
  const { old } = context.generation;
  const body = await readBody(context, "CreateWorkspaceBuildRequest", {
    transition: "string",
    template_version_id: "uuid",
    template_version_preset_id: "uuid",
    rich_parameter_values: "[]parameter",
    reason: "string",
    orphan: "bool",
    dry_run: "bool",
    log_level: "string",
  });
  const transition = body.transition ?? "";
  const reason = body.reason ?? "";
  const validator = new Validator();
  validator.check(isTransition(transition), "transition", "oneof", transition);
  const allowed = old ? reasons : [...reasons, ...taskReasons];
  validator.check(reason === "" || allowed.includes(reason), "reason", "oneof", reason);
  validator.check(
    (body.log_level ?? "") === "" || body.log_level === "debug",
    "log_level",
    "oneof",
    body.log_level ?? "",
  );
  validator.finish();
  if (!isTransition(transition)) throw new Error("unreachable: the validator has refused it");
  // It may be deleted again, which changes nothing; 2.26 starts it, too (coder/coder#20584).
  if (!old && workspace.deleted && transition !== "delete") {
    throw new HttpError(
      409,
      `Cannot ${transition} a deleted workspace!`,
      "This workspace has been deleted and cannot be modified.",
    );
  }

  const versionId = presentId(body.template_version_id);
  const presetId = presentId(body.template_version_preset_id);
  const version = versionId === null ? undefined : context.store.versions.get(versionId);
  if (versionId !== null && version?.templateId !== workspace.templateId) {
    throw new HttpError(400, "Template version not found.", undefined, [
      { field: "template_version_id", detail: "template version not found" },
    ]);
  }
  const build = addBuild(context.deployment, workspace, {
    transition,
    // 2.26 keeps the reason of starts only.
    reason: reason === "" || (old && transition !== "start") ? "initiator" : reason,
    initiator: context.user,
    parameters: body.rich_parameter_values ?? [],
    ...(version === undefined ? {} : { version }),
    ...(presetId === null ? {} : { presetId }),
  });
  return json(renderBuild(context.deployment, workspace, build, true), 201);
}

function listBuilds(context: Context): Reply {
  const workspace = anyWorkspaceOf(context);
  const since = context.query.get("since");
  const after = context.query.get("after_id");
  let builds: Build[] = workspace.builds.toReversed();
  if (since !== null) {
    const from = Date.parse(since);
    if (Number.isNaN(from)) throw new HttpError(400, `Failed to parse "since" time param.`);
    builds = builds.filter((build) => build.createdAt > from);
  }
  if (after !== null) builds = builds.slice(builds.findIndex((build) => build.id === after) + 1);
  const rows = page(context.query, builds);
  return json(rows.map((build) => renderBuild(context.deployment, workspace, build)));
}

function getByNumber(context: Context): Reply {
  const number = context.param("number");
  if (!/^-?\d+$/.test(number)) {
    throw new HttpError(
      400,
      "Failed to parse build number as integer.",
      `strconv.ParseInt: parsing "${number}": invalid syntax`,
    );
  }
  const owner = userOf(context);
  const workspace = context.store.workspaceByName(owner.id, context.param("name"));
  if (workspace === undefined) throw notFound();
  const build = workspace.builds.find((candidate) => candidate.number === Number(number));
  if (build === undefined) {
    throw new HttpError(404, `Workspace "${workspace.name}" Build ${Number(number)} does not exist.`);
  }
  return json(renderBuild(context.deployment, workspace, build));
}

function cancel(context: Context): Reply {
  const { workspace, build } = buildOf(context);
  const template = context.store.template(workspace.templateId);
  if (!context.isOwner && !template.allowUserCancelJobs) {
    throw new HttpError(403, "User is not allowed to cancel workspace builds. Owner role is required.");
  }
  const { job } = build;
  const expected = context.query.get("expect_status");
  if (expected !== null && expected !== "running" && expected !== "pending") {
    throw new HttpError(
      400,
      `Invalid expect_status ${JSON.stringify(expected)}. Only 'running' or 'pending' are allowed.`,
    );
  }
  if (isFinished(job)) throw new HttpError(400, "Job has already completed!");
  if (job.canceledAt !== null) throw new HttpError(400, "Job has already been marked as canceled!");
  if (expected !== null && expected !== job.status) {
    throw new HttpError(412, "Job is not in the expected state.");
  }
  cancelBuild(context.deployment, workspace, build);
  return json({ message: "Job has been marked as canceled..." });
}

const one = "/api/v2/workspacebuilds/{build}";

export const buildRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/workspaces/{workspace}/builds", handler: listBuilds },
  { method: "POST", path: "/api/v2/workspaces/{workspace}/builds", handler: createBuild },
  { method: "GET", path: "/api/v2/users/{user}/workspace/{name}/builds/{number}", handler: getByNumber },
  {
    method: "GET",
    path: one,
    handler: (context) => {
      const { workspace, build } = buildOf(context);
      return json(renderBuild(context.deployment, workspace, build));
    },
  },
  { method: "GET", path: `${one}/parameters`, handler: (context) => json(buildOf(context).build.parameters) },
  {
    method: "GET",
    path: `${one}/resources`,
    handler: (context) => {
      const { workspace, build } = buildOf(context);
      return json(renderResources(context.deployment, workspace, build));
    },
  },
  {
    method: "GET",
    path: `${one}/state`,
    handler: (context) => {
      buildOf(context);
      if (!context.isOwner) throw notFound();
      return json({});
    },
  },
  { method: "PATCH", path: `${one}/cancel`, handler: cancel },
];
