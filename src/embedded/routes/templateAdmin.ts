/** Making, changing and deleting templates and their versions. */
import { createHash } from "node:crypto";
import { checkPresets, presetsOf, queueImport, readBlueprint } from "../engine/imports";
import { finish, newJob, organizationTags } from "../engine/jobs";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody, Validator } from "../http/goJson";
import { json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { renderTemplate, renderVersion } from "../render/template";
import { checkOrganization, templateOf, versionOf } from "../rules/access";
import { isValidName } from "../rules/names";
import { newId } from "../state/random";
import { isFinished } from "../state/store";
import type { Template, TemplateVersion } from "../state/types";

async function uploadFile(context: Context): Promise<Reply> {
  const type = context.request.headers["content-type"] ?? "";
  if (type !== "application/x-tar" && type !== "application/zip") {
    throw new HttpError(400, `Unsupported content type header "${type}".`);
  }
  const content = await context.body();
  const hash = createHash("sha256").update(content).digest("hex");
  for (const file of context.store.files.values()) {
    if (file.hash === hash && file.ownerId === context.user.id) return json({ hash: file.id });
  }
  const id = newId();
  context.store.files.set(id, { id, hash, ownerId: context.user.id, content });
  return json({ hash: id }, 201);
}

async function createVersion(context: Context): Promise<Reply> {
  checkOrganization(context);
  const body = await readBody(context, "CreateTemplateVersionRequest", {
    name: "string",
    message: "string",
    template_id: "uuid",
    file_id: "uuid",
    tags: "map",
  });
  const file = context.store.files.get(body.file_id ?? "");
  if (file === undefined) throw new HttpError(404, "File not found.");
  const template = body.template_id === undefined ? undefined : context.store.templates.get(body.template_id);
  if (body.template_id !== undefined && template === undefined) {
    throw new HttpError(404, "Template does not exist.");
  }
  if (!context.isOwner) {
    const detail = "insert template version: unauthorized: rbac: forbidden";
    throw new HttpError(500, "Internal error creating template version.", detail);
  }
  const { deployment, user } = context;
  const blueprint = file.blueprint ?? readBlueprint(file.content, context.generation);
  if (context.generation.old) checkPresets(blueprint);
  const tags = Object.fromEntries(
    Object.entries(body.tags ?? {}).map(([key, value]) => [key, String(value)]),
  );
  const job = newJob("template_version_import", user.id, file.id, { ...organizationTags, ...tags });
  const version: TemplateVersion = {
    id: newId(),
    templateId: template?.id ?? null,
    name: body.name ?? `version_${context.store.versions.size}`,
    message: body.message ?? "",
    createdAt: job.createdAt,
    updatedAt: job.createdAt,
    createdBy: user.id,
    blueprint,
    presets: presetsOf(blueprint),
    job,
    archived: false,
  };
  context.store.versions.set(version.id, version);
  queueImport(deployment, version);
  const matched = { matched_provisioners: deployment.queue.matching(job) };
  return json({ ...renderVersion(deployment, version), ...matched }, 201);
}

function cancelVersion(context: Context): Reply {
  const { job } = versionOf(context);
  if (!context.isOwner) throw notFound();
  if (isFinished(job)) throw new HttpError(400, "Job has already completed!");
  if (job.canceledAt !== null || !context.deployment.queue.remove(job)) {
    throw new HttpError(400, "Job has already been marked as canceled!");
  }
  job.canceledAt = Date.now();
  finish(context.deployment, job, "canceled");
  return json({ message: "Job has been marked as canceled..." });
}

async function createTemplate(context: Context): Promise<Reply> {
  checkOrganization(context);
  const body = await readBody(context, "CreateTemplateRequest", {
    name: "string",
    template_version_id: "uuid",
    display_name: "string",
    description: "string",
    icon: "string",
    default_ttl_ms: "int64",
    allow_user_cancel_workspace_jobs: "bool",
  });
  const name = body.name ?? "";
  const validator = new Validator();
  validator.check(isValidName(name), "name", "template_name", name);
  validator.finish();
  const taken = [...context.store.templates.values()].some(
    (one) => !one.deleted && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) {
    throw new HttpError(409, `Template with name "${name}" already exists.`, undefined, [
      { field: "name", detail: "This value is already in use and should be unique." },
    ]);
  }
  const version = context.store.versions.get(body.template_version_id ?? "");
  const wrongVersion = (message: string, detail: string) =>
    new HttpError(400, message, undefined, [{ field: "template_version_id", detail }]);
  if (version === undefined) {
    const message = `Template version "${body.template_version_id ?? ""}" does not exist.`;
    throw wrongVersion(message, "Template version does not exist");
  }
  if (version.templateId !== null) {
    const message = `Template version ${version.id} is already part of a template`;
    throw wrongVersion(message, "Template version is already part of a template");
  }
  if (!context.isOwner) throw notFound();
  const now = Date.now();
  const template: Template = {
    id: newId(),
    organizationId: context.deployment.organizationId,
    name,
    displayName: body.display_name ?? "",
    description: body.description ?? "",
    icon: body.icon ?? "",
    createdAt: now,
    updatedAt: now,
    createdBy: context.user.id,
    activeVersionId: version.id,
    defaultTtlMs: body.default_ttl_ms ?? 0,
    activityBumpMs: 3_600_000,
    allowUserCancelJobs: body.allow_user_cancel_workspace_jobs ?? false,
    deprecationMessage: "",
    deleted: false,
  };
  version.templateId = template.id;
  context.store.templates.set(template.id, template);
  return json(renderTemplate(context.deployment, template), 201);
}

async function updateTemplate(context: Context): Promise<Reply> {
  const template = templateOf(context);
  const body = await readBody(context, "UpdateTemplateMeta", {
    name: "string",
    display_name: "string",
    description: "string",
    icon: "string",
    deprecation_message: "string",
  });
  if (!context.isOwner) {
    const detail = "execute transaction: update template metadata: unauthorized: rbac: forbidden";
    throw new HttpError(500, "An internal server error occurred.", detail);
  }
  template.name = body.name ?? template.name;
  template.displayName = body.display_name ?? template.displayName;
  template.description = body.description ?? template.description;
  template.icon = body.icon ?? template.icon;
  template.deprecationMessage = body.deprecation_message ?? template.deprecationMessage;
  template.updatedAt = Date.now();
  return json(renderTemplate(context.deployment, template));
}

async function setActiveVersion(context: Context): Promise<Reply> {
  const template = templateOf(context);
  const { id } = await readBody(context, "UpdateActiveTemplateVersion", { id: "uuid" });
  const version = context.store.versions.get(id ?? "");
  if (version === undefined) throw notFound();
  if (version.templateId !== template.id) {
    throw new HttpError(400, "The provided template version doesn't belong to the specified template.");
  }
  if (version.job.status !== "succeeded") {
    throw new HttpError(400, "Only versions that have been built successfully can be promoted.");
  }
  if (!context.isOwner) {
    const detail = "execute transaction: update active version: unauthorized: rbac: forbidden";
    throw new HttpError(500, "Internal error updating active template version.", detail);
  }
  template.activeVersionId = version.id;
  return json({ message: "Updated the active template version!" });
}

function deleteTemplate(context: Context): Reply {
  const template = templateOf(context);
  if (!context.isOwner) throw notFound();
  for (const workspace of context.store.workspaces.values()) {
    if (workspace.templateId !== template.id || workspace.deleted) continue;
    throw new HttpError(400, "All workspaces must be deleted before a template can be removed.");
  }
  template.deleted = true;
  return json({ message: "Template has been deleted!" });
}

const organization = "/api/v2/organizations/{organization}";

export const templateAdminRoutes: readonly Route[] = [
  { method: "POST", path: "/api/v2/files", handler: uploadFile },
  { method: "POST", path: `${organization}/templateversions`, handler: createVersion },
  { method: "PATCH", path: "/api/v2/templateversions/{version}/cancel", handler: cancelVersion },
  { method: "POST", path: `${organization}/templates`, handler: createTemplate },
  { method: "PATCH", path: "/api/v2/templates/{template}", handler: updateTemplate },
  { method: "PATCH", path: "/api/v2/templates/{template}/versions", handler: setActiveVersion },
  { method: "DELETE", path: "/api/v2/templates/{template}", handler: deleteTemplate },
];
