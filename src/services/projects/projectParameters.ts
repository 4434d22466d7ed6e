import type { Call } from "../../models/call";
import { PROMPT_PARAMETER } from "../../models/coder/task";
import type { RichParameter } from "../../models/coder/template";
import type { Fleet } from "../fleet";
import { findProject, pickRole } from "./projects";

/**
 * The parameters a person may give when making an agent: those of the project's active version that its role does
 * not set. None where this deployment's agents take no parameters.
 * @throws ValidationError(missing_project, missing_role)
 */
export async function projectParameters(
  fleet: Fleet,
  project: string,
  role: string | undefined,
  call: Call,
): Promise<readonly RichParameter[]> {
  const backends = await fleet.deployment.backends(call);
  const creating = backends.find(({ capabilities }) => capabilities.create);
  if (creating?.capabilities.createParameters !== true) return [];
  const { active_version_id: versionId } = await findProject(fleet, project, call);
  const [presets, parameters] = await Promise.all([
    fleet.deployment.templates.presets(versionId, call),
    fleet.deployment.templates.richParameters(versionId, call),
  ]);
  const preset = pickRole(presets, role, project);
  const set = new Set([PROMPT_PARAMETER, ...(preset?.parameters ?? []).map(({ name }) => name)]);
  return parameters.filter(({ name }) => !set.has(name));
}
