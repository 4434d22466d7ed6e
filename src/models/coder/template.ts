/** Templates, presets and rich parameters. */
import * as z from "zod";
import { jobSchema, nullable, optionalText, rows, timestamp } from "./common";

/** A template, as lists and single look-ups answer it. */
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
  /** Users with a workspace of it; absent where the deployment does not count. */
  active_user_count: nullable(z.number()),
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

/** A parameter that a version's workspaces take. */
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

/** A version; `template_id` is all zeros until a template is made of it. */
export const templateVersionSchema = z.object({
  id: z.string(),
  template_id: optionalText,
  organization_id: optionalText,
  name: z.string(),
  message: optionalText,
  created_at: timestamp,
  created_by: nullable(z.object({ username: z.string() })),
  job: jobSchema,
  archived: z.boolean().default(false),
  matched_provisioners: nullable(z.object({ count: z.number(), available: z.number() })),
});
export type TemplateVersion = z.output<typeof templateVersionSchema>;

/** A sign-in elsewhere that workspaces of a version need. */
export const externalAuthSchema = z.object({
  id: z.string(),
  type: optionalText,
  display_name: optionalText,
  authenticate_url: optionalText,
  authenticated: z.boolean().default(false),
  optional: z.boolean().default(false),
});
export type ExternalAuth = z.output<typeof externalAuthSchema>;

/** Coder calls the id of an uploaded file its hash. */
export const uploadedFileSchema = z.object({ hash: z.string() });
