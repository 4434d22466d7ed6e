/** Templates, presets and rich parameters. */
import * as z from "zod";
import { nullable, optionalText, rows } from "./common";

export const templateSchema = z.object({
  id: z.string(),
  name: z.string(),
  display_name: optionalText,
  description: optionalText,
  organization_id: optionalText,
  organization_name: optionalText,
  active_version_id: z.string(),
  deprecated: z.boolean().default(false),
  deprecation_message: optionalText,
});
export type Template = z.output<typeof templateSchema>;

/** Presets come with capitalised keys on every recorded deployment; a later Coder may fix that. */
const presetRow = z.union([
  z
    .object({
      ID: z.string(),
      Name: z.string(),
      Default: z.boolean().default(false),
      Description: optionalText,
      Parameters: rows(z.object({ Name: z.string(), Value: optionalText })),
    })
    .transform((preset) => ({
      id: preset.ID,
      name: preset.Name,
      default: preset.Default,
      description: preset.Description,
      parameters: preset.Parameters.map(({ Name, Value }) => ({ name: Name, value: Value })),
    })),
  z.object({
    id: z.string(),
    name: z.string(),
    default: z.boolean().default(false),
    description: optionalText,
    parameters: rows(z.object({ name: z.string(), value: optionalText })),
  }),
]);
export const presetListSchema = rows(presetRow);
export type Preset = z.output<typeof presetRow>;

export const richParameterSchema = z.object({
  name: z.string(),
  display_name: optionalText,
  description: optionalText,
  /** string, number, bool, list(string). */
  type: z.string(),
  default_value: optionalText,
  required: z.boolean().default(false),
  mutable: z.boolean().default(true),
  ephemeral: z.boolean().default(false),
  options: rows(z.object({ name: z.string(), value: z.string(), description: optionalText })),
  validation_regex: optionalText,
  validation_error: optionalText,
  validation_min: nullable(z.number()),
  validation_max: nullable(z.number()),
  validation_monotonic: optionalText,
});
export type RichParameter = z.output<typeof richParameterSchema>;
