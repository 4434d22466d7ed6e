import type { Call } from "../../models/call";
import { CoderApiError, ValidationError } from "../../models/errors";
import { checkNewName, parseNewOwner } from "../agents/agentReference";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { findTemplate, pickPreset } from "../templates/findTemplate";
import { type NamedValue, parameterProblems } from "../templates/parameterProblems";
import { assertMayCreate } from "../workspacePolicy";
import { ended, type WorkspaceChange } from "./workspaceBuilds";

/** A workspace to make; names are as the caller wrote them. */
export interface CreateWorkspaceInput {
  readonly name: string;
  /** Name, display name or id. */
  readonly template: string;
  /** Name or id; none when absent. */
  readonly preset?: string | undefined;
  readonly parameters: readonly NamedValue[];
  /** `me` (default) or a user name. */
  readonly owner?: string | undefined;
  /** Follow the first build to its end; else answer when it is queued. */
  readonly wait: boolean;
}

/**
 * Makes a workspace, after checking whatever Coder would refuse: three requests, four with a preset.
 * @throws ValidationError(bad_argument, missing_template, missing_role, policy_denied) with nothing made; all
 * wrong parameters in one error.
 * @throws ValidationError(conflict) where the owner has a workspace of this name.
 * @throws CoderApiError(server_error) where the build failed; the workspace is there then.
 */
export async function createWorkspace(
  fleet: Fleet,
  input: CreateWorkspaceInput,
  call: Call,
): Promise<WorkspaceChange> {
  checkNewName(input.name, "workspace");
  const owner = parseNewOwner(input.owner);
  const report = progressReporter(call);
  report(`Checking ${input.name}`);
  const { templates } = fleet.deployment;
  const template = await findTemplate(fleet, input.template, call);
  const version = template.active_version_id;
  const [definitions, presets] = await Promise.all([
    templates.richParameters(version, call),
    input.preset === undefined ? [] : templates.presets(version, call),
  ]);
  const preset = input.preset === undefined ? null : pickPreset(presets, input.preset, template.name);
  const problems = parameterProblems(definitions, input.parameters, preset?.parameters ?? []);
  if (problems.length > 0) {
    throw new ValidationError("bad_argument", {
      message: `Template '${template.name}' does not take these parameters: ${problems.map(({ field, detail }) => `${field}: ${detail}`).join("; ")}.`,
      hint: `get_template_info shows its parameters. Nothing was created.`,
      details: { validations: problems, allowed: definitions.map(({ name }) => name) },
    });
  }
  const planned = { owner, name: input.name, template: template.name, hasAiTask: null };
  await assertMayCreate(fleet, { ...planned, organization: template.organization_name }, call);
  report(`Creating ${input.name}`);
  const workspace = await fleet.deployment.workspaces.create(
    {
      owner,
      name: input.name,
      templateId: template.id,
      presetId: preset?.id ?? null,
      parameters: input.parameters,
    },
    call,
  );
  if (workspace.latest_build === null) throw unbuilt(workspace.name);
  return ended(fleet, workspace, workspace.latest_build, input.wait, call);
}

function unbuilt(name: string): CoderApiError {
  return new CoderApiError("unexpected_answer", {
    message: `Coder made workspace '${name}' without a build.`,
    hint: "start_workspace builds it.",
  });
}
