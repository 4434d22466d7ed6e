/** Making, changing and deleting templates: for administrators of templates. */
import type { Call } from "../../models/call";
import type { Template, TemplateVersion } from "../../models/coder/template";
import type { BuildLog } from "../../models/coder/workspace";
import { ValidationError } from "../../models/errors";
import { findNamed, quoted, sameText } from "../../models/text";
import { checkNewName, isUuid } from "../agents/agentReference";
import { existingNames } from "../existingNames";
import type { Fleet } from "../fleet";
import { homeOrganization } from "../homeOrganization";
import { assertTemplateAllowed } from "../templatePolicy";
import { findTemplate } from "./findTemplate";
import { importVersion, type VersionInput } from "./importVersion";

/** A template to make. */
export interface CreateTemplateInput extends VersionInput {
  readonly name: string;
  /** A version that belongs to no template yet, instead of code. */
  readonly versionId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  /** Name or id; needed where the user is in several and none is the default. */
  readonly organization?: string | undefined;
}

/** A template, and the version this was about. */
export interface CreatedTemplate {
  readonly template: Template;
  readonly version: TemplateVersion;
}

/**
 * Makes a template of code, once that is imported, or of a version.
 * @throws ValidationError(conflict) where the name is taken, before anything is uploaded.
 */
export async function createTemplate(
  fleet: Fleet,
  input: CreateTemplateInput,
  call: Call,
): Promise<CreatedTemplate> {
  checkNewName(input.name, "template");
  if (input.versionId !== undefined && (input.path !== undefined || input.files !== undefined)) {
    throw new ValidationError("bad_argument", {
      message: "Both code and version_id were given.",
      hint: "Give the code (path or files), or a version made before.",
    });
  }
  assertTemplateAllowed(fleet, input.name);
  const { templates, templateAdmin } = fleet.deployment;
  const existing = await templates.list({ aiTasksOnly: false }, call);
  if (existing.some(({ name }) => sameText(name, input.name))) {
    throw new ValidationError("conflict", {
      message: `There is already a template named '${input.name}'.`,
      hint: "create_template_version gives it a new version; or choose another name.",
    });
  }
  const version =
    input.versionId === undefined
      ? await importVersion(fleet, input, await organizationId(fleet, input.organization, call), call)
      : await templateAdmin.version(input.versionId, call);
  const template = await templateAdmin.createTemplate(
    {
      organizationId: version.organization_id,
      versionId: version.id,
      name: input.name,
      displayName: input.displayName,
      description: input.description,
    },
    call,
  );
  return { template, version };
}

/** A version to make. */
export interface CreateVersionInput extends VersionInput {
  /** Absent: a version that create_template can make a template of. */
  readonly template?: string | undefined;
  readonly organization?: string | undefined;
  /** Makes it the template's active one once it is imported. */
  readonly activate: boolean;
}

/** Gives a template a new version, or makes one for a template to come. */
export async function createTemplateVersion(
  fleet: Fleet,
  input: CreateVersionInput,
  call: Call,
): Promise<TemplateVersion> {
  if (input.template === undefined) {
    if (input.activate) {
      throw new ValidationError("bad_argument", {
        message: "activate needs a template.",
        hint: "Name the template, or leave activate out.",
      });
    }
    return importVersion(fleet, input, await organizationId(fleet, input.organization, call), call);
  }
  const template = await findAllowedTemplate(fleet, input.template, call);
  const version = await importVersion(
    fleet,
    { ...input, templateId: template.id },
    template.organization_id,
    call,
  );
  if (input.activate) await fleet.deployment.templateAdmin.setActive(template.id, version.id, call);
  return version;
}

/** A version's import, and its log so far, oldest first. */
export async function templateVersionLogs(
  fleet: Fleet,
  versionId: string,
  call: Call,
): Promise<{ readonly version: TemplateVersion; readonly lines: readonly BuildLog[] }> {
  if (!isUuid(versionId.trim())) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(versionId)} is not a version's id.`,
      hint: "list_template_versions shows the ids.",
    });
  }
  const id = versionId.trim().toLowerCase();
  const { templateAdmin } = fleet.deployment;
  const [version, lines] = await Promise.all([templateAdmin.version(id, call), templateAdmin.logs(id, call)]);
  return { version, lines };
}

/**
 * Makes a version, by name or id, the one that new workspaces get.
 * @throws ValidationError(wrong_state) where it was not imported well.
 */
export async function setActiveVersion(
  fleet: Fleet,
  input: { readonly template: string; readonly version: string },
  call: Call,
): Promise<CreatedTemplate> {
  const template = await findAllowedTemplate(fleet, input.template, call);
  const versions = await fleet.deployment.templates.versions(template.id, call);
  const version = findNamed(versions, input.version);
  if (version === undefined) throw noVersion(template, input.version, versions);
  if (version.job.status !== "succeeded") {
    throw new ValidationError("wrong_state", {
      message: `The import of version '${version.name}' is ${version.job.status}, not succeeded.`,
      hint: "get_template_version_logs says why; create_template_version makes another.",
    });
  }
  await fleet.deployment.templateAdmin.setActive(template.id, version.id, call);
  return { template, version };
}

function noVersion(
  { name: template }: Template,
  text: string,
  versions: readonly TemplateVersion[],
): ValidationError {
  const names = versions.map(({ name }) => name);
  return new ValidationError("bad_argument", {
    message: `Template '${template}' has no version ${quoted(text)}.`,
    ...existingNames("Versions", names, "list_template_versions"),
  });
}

/** @throws ValidationError(wrong_state) where anybody has a workspace of it. */
export async function deleteTemplate(fleet: Fleet, text: string, call: Call): Promise<Template> {
  const template = await findAllowedTemplate(fleet, text, call);
  try {
    await fleet.deployment.templateAdmin.delete(template.id, call);
    return template;
  } catch (error) {
    const inUse = error instanceof ValidationError && error.message.includes("workspaces must be deleted");
    if (!inUse) throw error;
    throw templateInUse(template, error);
  }
}

/** The template that is meant, where it may be changed here. @throws ValidationError(policy_denied) */
export async function findAllowedTemplate(fleet: Fleet, text: string, call: Call): Promise<Template> {
  const template = await findTemplate(fleet, text, call);
  assertTemplateAllowed(fleet, template.name);
  return template;
}

/** Coder deletes no template that has workspaces. */
export function templateInUse({ name }: Template, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Template '${name}' cannot be deleted: there are workspaces of it.`,
    hint: `list_workspaces owner=all template=${name} shows them; delete them first.`,
    cause,
  });
}

/** @throws ValidationError(bad_argument) that lists the organizations to choose from. */
async function organizationId(fleet: Fleet, text: string | undefined, call: Call): Promise<string> {
  const organizations = await fleet.deployment.users.organizations(call);
  const found = text === undefined ? homeOrganization(organizations) : findNamed(organizations, text);
  if (found !== undefined) return found.id;
  const names = organizations.map(({ name }) => name);
  throw new ValidationError("bad_argument", {
    message: text === undefined ? "organization is needed." : `You are in no organization ${quoted(text)}.`,
    hint: `Yours are: ${names.join(", ") || "none"}.`,
    details: { allowed: names },
  });
}
