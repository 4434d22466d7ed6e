import { createWorkspace } from "../engine/workspaces";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody, Validator } from "../http/goJson";
import { json, type Reply } from "../http/reply";
import { nilUuid } from "../http/uuid";
import { renderWorkspace } from "../render/workspace";
import { checkOrganization, unknownUser } from "../rules/access";
import { isValidName } from "../rules/names";
import type { TemplateVersion, User } from "../state/types";

/** `POST /users/{user}/workspaces`, and the same below an organization. */
export async function createWorkspaceRoute(context: Context): Promise<Reply> {
  if ("organization" in context.params) checkOrganization(context);
  const owner = ownerOf(context);
  const body = await readBody(context, "CreateWorkspaceRequest", {
    template_id: "uuid",
    template_version_id: "uuid",
    template_version_preset_id: "uuid",
    name: "string",
    autostart_schedule: "string",
    ttl_ms: "int64",
    rich_parameter_values: "[]parameter",
  });
  const name = body.name ?? "";
  const templateId = presentId(body.template_id);
  const versionId = presentId(body.template_version_id);
  const validator = new Validator();
  const exclusive = (
    field: "template_id" | "template_version_id",
    value: string | null,
    other: string | null,
  ) => {
    validator.check(value !== null || other !== null, field, "required_without", nilUuid);
    validator.check(value === null || other === null, field, "excluded_with", value ?? "");
  };
  exclusive("template_id", templateId, versionId);
  exclusive("template_version_id", versionId, templateId);
  validator.check(isValidName(name), "name", "workspace_name", name);
  validator.finish();

  const version = versionToUse(context, templateId, versionId);
  const workspace = createWorkspace(context.deployment, {
    owner,
    initiator: context.user,
    templateId: version.templateId ?? nilUuid,
    version,
    presetId: presentId(body.template_version_preset_id),
    name,
    parameters: body.rich_parameter_values ?? [],
    ttlMs: body.ttl_ms,
    autostart: body.autostart_schedule,
  });
  return json(renderWorkspace(context.deployment, workspace, context.user, true), 201);
}

/**
 * Whom a workspace or task is made for: an owner may make it for anybody.
 * @throws HttpError 403, on 2.26 404; where there is no such user 404, on 2.26 400
 */
export function ownerOf(context: Context): User {
  const owner = context.store.findUser(context.param("user"), context.user);
  if (owner !== undefined && (context.isOwner || owner.id === context.user.id)) return owner;
  if (owner === undefined) throw unknownUser(context);
  if (context.generation.old) throw notFound();
  throw new HttpError(
    403,
    "Unauthorized to create workspace.",
    "You are unable to create a workspace in this organization. It is possible to have access to the template, but not be able to create a workspace. Please contact an administrator about your permissions if you feel this is an error.",
  );
}

/** Go reads a missing id as the nil one. */
export const presentId = (id: string | undefined): string | null =>
  id === undefined || id === nilUuid ? null : id.toLowerCase();

function versionToUse(
  context: Context,
  templateId: string | null,
  versionId: string | null,
): TemplateVersion {
  const { store } = context;
  const template = templateId === null ? undefined : store.templates.get(templateId);
  if (templateId !== null && (template === undefined || template.deleted)) {
    throw new HttpError(400, `Template "${templateId}" doesn't exist.`, undefined, [
      { field: "template_id", detail: "template not found" },
    ]);
  }
  const version = store.versions.get(template?.activeVersionId ?? versionId ?? "");
  if (version === undefined || version.templateId === null) {
    throw new HttpError(400, `Template version "${versionId ?? ""}" doesn't exist.`, undefined, [
      { field: "template_version_id", detail: "template version not found" },
    ]);
  }
  return version;
}
