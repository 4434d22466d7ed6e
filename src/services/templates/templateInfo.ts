import type { Call } from "../../models/call";
import type {
  ExternalAuth,
  Preset,
  RichParameter,
  Template,
  TemplateVersion,
} from "../../models/coder/template";
import type { Fleet } from "../fleet";
import { type Page, pageOf } from "../paging";
import { findTemplate } from "./findTemplate";

/** All that a caller has to know to make a workspace of a template. */
export interface TemplateInfo {
  readonly template: Template;
  /** Of the active version, as all of these. */
  readonly parameters: readonly RichParameter[];
  readonly presets: readonly Preset[];
  readonly externalAuth: readonly ExternalAuth[];
}

/**
 * What a workspace of the template can be made with: a look-up, then three requests at once, for which Coder has three
 * routes. Parameters and presets of a version never change, so from the second time on it is one.
 */
export async function templateInfo(fleet: Fleet, text: string, call: Call): Promise<TemplateInfo> {
  const template = await findTemplate(fleet, text, call);
  const { templates } = fleet.deployment;
  const version = template.active_version_id;
  const [parameters, presets, externalAuth] = await Promise.all([
    templates.richParameters(version, call),
    templates.presets(version, call),
    templates.externalAuth(version, call),
  ]);
  return { template, parameters, presets, externalAuth };
}

/** A page of a template's versions. */
export interface TemplateVersionPage {
  readonly template: Template;
  /** Newest first. */
  readonly versions: Page<TemplateVersion>;
}

/** One page of a template's versions: two requests. */
export async function templateVersions(
  fleet: Fleet,
  text: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
  call: Call,
): Promise<TemplateVersionPage> {
  const template = await findTemplate(fleet, text, call);
  const versions = await fleet.deployment.templates.versions(template.id, call);
  return { template, versions: pageOf(versions, page, pageSize) };
}
