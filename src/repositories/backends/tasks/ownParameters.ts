import type { Call } from "../../../models/call";
import { CoderApiError } from "../../../models/errors";
import type { CreateAgentRequest } from "../../agentBackend";
import type { TemplateRepository } from "../../deployment";

/**
 * The tasks API of generation 2 takes no parameters. A value that the preset or the default would give anyway
 * is let pass, any other is refused before anything is sent.
 * @throws CoderApiError(unsupported_by_deployment) naming the parameters
 */
export async function refuseOwnParameters(
  request: CreateAgentRequest,
  templates: TemplateRepository,
  call: Call,
): Promise<void> {
  if (request.parameters.length === 0) return;
  const [definitions, presets] = await Promise.all([
    templates.richParameters(request.templateVersionId, call),
    request.presetId === null ? [] : templates.presets(request.templateVersionId, call),
  ]);
  const given = new Map(definitions.map((definition) => [definition.name, definition.default_value]));
  const preset = presets.find(({ id }) => id === request.presetId);
  for (const { name, value } of preset?.parameters ?? []) given.set(name, value);

  const own = request.parameters.filter(({ name, value }) => given.get(name) !== value);
  if (own.length === 0) return;
  const names = own.map(({ name }) => `'${name}'`).join(", ");
  throw new CoderApiError("unsupported_by_deployment", {
    message: `This deployment's tasks take no parameters, so ${names} cannot be set for agent '${request.name}'.`,
    hint: "Leave them out, or choose a role (preset) that sets them: list_agent_roles.",
    details: { allowed: own.map(({ name }) => `${name}=${given.get(name) ?? ""}`) },
  });
}
