/** What a workspace of a template can be made with, in structured form. */
import * as z from "zod";
import type { RichParameter } from "../../models/coder/template";
import { singleLine } from "../../models/text";
import type { TemplateInfo } from "../../services/templates/templateInfo";

/** Longest description shown, in characters. */
const DESCRIPTION_LENGTH = 200;

export const parameterSchema = z.object({
  name: z.string(),
  type: z.string(),
  description: z.string().optional(),
  required: z.boolean().optional(),
  default: z.string().optional(),
  options: z.array(z.string()).optional(),
  immutable: z.boolean().optional(),
  ephemeral: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  regex: z.string().optional(),
  rule: z.string().optional(),
  monotonic: z.string().optional(),
});

export const templateViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  display_name: z.string(),
  description: z.string(),
  active_version_id: z.string(),
  deprecated: z.string().optional(),
  parameters: z.array(parameterSchema),
  presets: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      default: z.boolean(),
      parameters: z.record(z.string(), z.string()),
    }),
  ),
  external_auth: z.array(
    z.object({ name: z.string(), authenticated: z.boolean(), optional: z.boolean(), url: z.string() }),
  ),
});
type TemplateView = z.output<typeof templateViewSchema>;

/** A template in structured form. */
export function templateView({ template, parameters, presets, externalAuth }: TemplateInfo): TemplateView {
  return {
    id: template.id,
    name: singleLine(template.name),
    display_name: singleLine(template.display_name),
    description: singleLine(template.description, DESCRIPTION_LENGTH),
    active_version_id: template.active_version_id,
    ...(template.deprecated
      ? { deprecated: singleLine(template.deprecation_message, DESCRIPTION_LENGTH) }
      : {}),
    parameters: parameters.map(parameterView),
    presets: presets.map((preset) => ({
      name: singleLine(preset.name),
      description: singleLine(preset.description, DESCRIPTION_LENGTH),
      default: preset.default,
      parameters: Object.fromEntries(
        preset.parameters.map(({ name, value }) => [singleLine(name), singleLine(value)]),
      ),
    })),
    external_auth: externalAuth.map((auth) => ({
      name: singleLine(auth.display_name === "" ? auth.id : auth.display_name),
      authenticated: auth.authenticated,
      optional: auth.optional,
      url: auth.authenticate_url,
    })),
  };
}

/** Only what says something: most parameters are optional and may change. */
function parameterView(parameter: RichParameter): z.output<typeof parameterSchema> {
  const { validation_min: min, validation_max: max } = parameter;
  return {
    name: singleLine(parameter.name),
    type: parameter.type,
    ...text("description", parameter.description),
    ...(parameter.required
      ? { required: true }
      : { default: singleLine(parameter.default_value, DESCRIPTION_LENGTH) }),
    ...(parameter.options.length === 0
      ? {}
      : { options: parameter.options.map(({ value }) => singleLine(value)) }),
    ...(parameter.mutable ? {} : { immutable: true }),
    ...(parameter.ephemeral ? { ephemeral: true } : {}),
    ...(min === null ? {} : { min }),
    ...(max === null ? {} : { max }),
    ...text("regex", parameter.validation_regex),
    ...text("rule", parameter.validation_error),
    ...text("monotonic", parameter.validation_monotonic),
  };
}

function text<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  const field: Partial<Record<K, string>> = {};
  if (value !== "") field[key] = singleLine(value, DESCRIPTION_LENGTH);
  return field;
}
