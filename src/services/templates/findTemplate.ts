import type { Call } from "../../models/call";
import type { Preset, Template } from "../../models/coder/template";
import { ValidationError } from "../../models/errors";
import { nearest } from "../../models/nearest";
import { findNamed, quoted, sameText } from "../../models/text";
import { isUuid } from "../agents/agentReference";
import { existingNames } from "../existingNames";
import type { Fleet } from "../fleet";

/**
 * The template a caller means by name, display name (any case) or id: one request.
 * @throws ValidationError(bad_argument) for a blank one, before any request.
 * @throws ValidationError(missing_template) that lists what exists; (conflict) where several fit.
 */
export async function findTemplate(fleet: Fleet, text: string, call: Call): Promise<Template> {
  if (text.trim() === "") {
    throw new ValidationError("bad_argument", {
      message: "template is blank.",
      hint: "Give the name of a template; list_templates shows them.",
    });
  }
  const templates = await fleet.deployment.templates.list({ aiTasksOnly: false }, call);
  const byName = templates.filter(({ id, name }) => sameText(isUuid(text.trim()) ? id : name, text));
  const fitting =
    byName.length > 0 ? byName : templates.filter(({ display_name }) => sameText(display_name, text));
  const [template, ...others] = fitting;
  if (template === undefined) throw noTemplate(text, templates);
  if (others.length > 0) throw ambiguous(text, fitting);
  return template;
}

function noTemplate(text: string, templates: readonly Template[]): ValidationError {
  const names = templates.map(({ name }) => name);
  const near = nearest(text.trim(), names);
  const { hint, details } = existingNames("Templates", names, "list_templates");
  return new ValidationError("missing_template", {
    message: `There is no template ${quoted(text)}, or it may not be seen with this token.`,
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}? list_templates shows all.` : hint,
    details,
  });
}

function ambiguous(text: string, templates: readonly Template[]): ValidationError {
  const ids = templates.map(({ id, organization_name }) => `${id} (organization ${organization_name})`);
  return new ValidationError("conflict", {
    message: `Several templates are called ${quoted(text)}: ${ids.join(", ")}.`,
    hint: "Use one of these ids instead of the name.",
    details: { related: templates.map(({ id }) => id) },
  });
}

/**
 * The preset a caller means by name (any case) or id.
 * @throws ValidationError(missing_role) that lists the presets there are.
 */
export function pickPreset(presets: readonly Preset[], text: string, template: string): Preset {
  const preset = findNamed(presets, text);
  if (preset === undefined) {
    const names = presets.map(({ name }) => name);
    throw new ValidationError("missing_role", {
      message: `Template '${template}' has no preset ${quoted(text)}.`,
      ...existingNames("Presets", names, "get_template_info"),
    });
  }
  return preset;
}
