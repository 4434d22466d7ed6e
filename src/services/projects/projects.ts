import type { Project, Role } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Preset, Template } from "../../models/coder/template";
import { ValidationError } from "../../models/errors";
import { findNamed, quoted, sameText } from "../../models/text";
import type { AgentBackend } from "../../repositories/agentBackend";
import { existingNames } from "../existingNames";
import type { Fleet } from "../fleet";
import { templateAllowed } from "../templatePolicy";

/**
 * The templates agents can be made from, deprecated ones left out. On Tasks only those with an AI task; a chat
 * can work in any workspace. `backend`: the one they are to be made in, where that is known.
 */
export async function projectTemplates(
  fleet: Fleet,
  call: Call,
  backend?: AgentBackend,
): Promise<readonly Template[]> {
  const backends = backend === undefined ? await fleet.deployment.backends(call) : [backend];
  const aiTasksOnly = !backends.some(({ kind }) => kind === "chat");
  const templates = await fleet.deployment.templates.list({ aiTasksOnly }, call);
  return templates.filter(({ deprecated }) => !deprecated);
}

/** Those that may be used here. */
export async function listProjects(fleet: Fleet, call: Call): Promise<readonly Project[]> {
  const templates = await projectTemplates(fleet, call);
  return templates.filter(({ name }) => templateAllowed(fleet, name)).map(toProject);
}

/** Roles of a project's active version. `projectName` in each is the name as the caller wrote it. */
export async function listRoles(fleet: Fleet, project: string, call: Call): Promise<readonly Role[]> {
  const template = await findProject(fleet, project, call);
  const presets = await fleet.deployment.templates.presets(template.active_version_id, call);
  return presets.map((preset) => ({
    id: preset.id,
    name: preset.name,
    description: preset.description,
    projectId: template.id,
    projectName: project,
    default: preset.default,
    parameters: preset.parameters,
  }));
}

/**
 * The template a project name means: by display name, name or id, in any case.
 * @throws ValidationError(bad_argument) for a blank name, before any request.
 * @throws ValidationError(missing_project) that lists the projects there are.
 */
export async function findProject(fleet: Fleet, project: string, call: Call): Promise<Template> {
  checkProjectName(project);
  return pickProject(await projectTemplates(fleet, call), project);
}

/** Refuses a blank name. @throws ValidationError(bad_argument) */
export function checkProjectName(project: string): void {
  if (project.trim() === "") {
    throw new ValidationError("bad_argument", {
      message: "project is blank.",
      hint: "Give the name of a project; list_agent_projects shows them.",
    });
  }
}

/** As `findProject`, of templates at hand. @throws ValidationError(missing_project, or conflict where several fit) */
export function pickProject(templates: readonly Template[], project: string): Template {
  const byDisplayName = templates.filter((template) => sameText(toProject(template).name, project));
  const fitting =
    byDisplayName.length > 0
      ? byDisplayName
      : templates.filter(({ name, id }) => sameText(name, project) || sameText(id, project));
  const [template, ...others] = fitting;
  if (template === undefined) {
    throw new ValidationError("missing_project", {
      message: `There is no project ${quoted(project)}.`,
      ...existingNames(
        "Projects",
        templates.map((candidate) => toProject(candidate).name),
        "list_agent_projects",
      ),
    });
  }
  if (others.length > 0) {
    const names = fitting.map(({ name }) => name);
    throw new ValidationError("conflict", {
      message: `Several projects are called ${quoted(project)}: ${names.join(", ")}.`,
      hint: "Use one of these template names as the project.",
      details: { allowed: names },
    });
  }
  return template;
}

/**
 * The preset for a role: the named one in any case; without a name the default one, else the first, else none.
 * @throws ValidationError(missing_role) that lists the roles there are.
 */
export function pickRole(
  presets: readonly Preset[],
  role: string | undefined,
  project: string,
): Preset | null {
  if (role === undefined) {
    return presets.find((preset) => preset.default) ?? presets[0] ?? null;
  }
  const preset = findNamed(presets, role);
  if (preset === undefined) {
    throw new ValidationError("missing_role", {
      message: `Project ${quoted(project)} has no role ${quoted(role)}.`,
      ...existingNames(
        "Roles",
        presets.map(({ name }) => name),
        "list_agent_roles",
      ),
    });
  }
  return preset;
}

/** A template in our words. */
export function toProject(template: Template): Project {
  return {
    id: template.id,
    name: template.display_name === "" ? template.name : template.display_name,
    templateName: template.name,
    description: template.description,
    organizationId: template.organization_id,
    activeVersionId: template.active_version_id,
  };
}
