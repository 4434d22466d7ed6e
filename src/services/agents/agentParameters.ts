import type { Preset, RichParameter } from "../../models/coder/template";
import { CoderApiError, ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";
import type { AgentBackend } from "../../repositories/agentBackend";

interface ParameterValue {
  readonly name: string;
  readonly value: string;
}

/**
 * The rich parameters that have to be sent: those that differ from what preset and template give anyway.
 * @throws ValidationError(bad_argument) for a name the template does not have (Coder would ignore it silently).
 * @throws CoderApiError(unsupported_by_deployment) where the backend takes none and a value differs.
 */
export function parametersToSend(
  given: readonly ParameterValue[],
  known: readonly RichParameter[],
  preset: Preset | null,
  backend: AgentBackend,
): readonly ParameterValue[] {
  const differing = given.filter(({ name, value }) => {
    const parameter = known.find((candidate) => candidate.name === name);
    if (parameter === undefined) {
      const names = known.map((candidate) => candidate.name);
      throw new ValidationError("bad_argument", {
        message: `The template has no parameter ${quoted(name)}.`,
        hint: names.length === 0 ? "It takes no parameters." : `Its parameters are: ${names.join(", ")}.`,
        details: { allowed: names },
      });
    }
    const preselected = preset?.parameters.find((candidate) => candidate.name === name);
    return value !== (preselected?.value ?? parameter.default_value);
  });
  const [first] = differing;
  if (first !== undefined && !backend.capabilities.createParameters) {
    throw new CoderApiError("unsupported_by_deployment", {
      message: `This Coder deployment takes no parameters for a new agent, and ${quoted(first.name)} differs from the preset's or template's value.`,
      hint: "Leave the parameter out, or choose a role (preset) that sets it.",
      details: { related: differing.map(({ name }) => name) },
    });
  }
  return differing;
}
