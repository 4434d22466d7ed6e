import type { Call } from "../../models/call";
import type {
  ExternalAuth,
  Preset,
  RichParameter,
  Template,
  TemplateVersion,
} from "../../models/coder/template";
import type { Fleet } from "../fleet";
import { findTemplate } from "./findTemplate";

export interface TemplateInfo {
  readonly template: Template;
  /** Of the active version, as all of these. */
  readonly parameters: readonly RichParameter[];
  readonly presets: readonly Preset[];
  readonly externalAuth: readonly ExternalAuth[];
}

/** What a workspace of the template can be made with: a look-up, then three requests at once. */
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

export interface TemplateVersionPage {
  readonly template: Template;
  /** Newest first. */
  readonly versions: readonly TemplateVersion[];
  readonly hasNextPage: boolean;
}

/** One page of a template's versions: two requests. Coder gives no total, so one more than asked for tells if there is more. */
export async function templateVersions(
  fleet: Fleet,
  text: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
  call: Call,
): Promise<TemplateVersionPage> {
  const template = await findTemplate(fleet, text, call);
  const found = await fleet.deployment.templates.versions(
    template.id,
    { limit: pageSize + 1, offset: (page - 1) * pageSize },
    call,
  );
  return { template, versions: found.slice(0, pageSize), hasNextPage: found.length > pageSize };
}
