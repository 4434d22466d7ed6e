/** The operator's list of templates (`--allowed-templates`): what others are made from is not to be made here. */
import { ValidationError } from "../models/errors";
import type { Fleet } from "./fleet";

/** @param name the template's own name */
export function templateAllowed({ allowedTemplates }: Fleet, name: string): boolean {
  return allowedTemplates?.includes(name.toLowerCase()) ?? true;
}

/**
 * @param name the template's own name
 * @throws ValidationError(policy_denied) that lists what is allowed
 */
export function assertTemplateAllowed(fleet: Fleet, name: string): void {
  if (!templateAllowed(fleet, name))
    throw templateDenied(fleet, `Template '${name}' may not be used on this server.`);
}

/**
 * An agent without a workspace is made from no template, but can make workspaces from any by itself.
 * @throws ValidationError(policy_denied) where there is a list
 */
export function assertNoTemplateAllowed(fleet: Fleet, name: string): void {
  if ((fleet.allowedTemplates ?? null) === null) return;
  throw templateDenied(fleet, `Agent '${name}' may not be made without a project on this server.`);
}

function templateDenied({ allowedTemplates }: Fleet, message: string): ValidationError {
  const allowed = allowedTemplates ?? [];
  return new ValidationError("policy_denied", {
    message,
    hint: `Use one of ${allowed.join(", ")}, or ask the operator of this server to change --allowed-templates.`,
    details: { allowed },
  });
}
