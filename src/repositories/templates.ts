import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { rows } from "../models/coder/common";
import {
  externalAuthSchema,
  presetListSchema,
  richParameterSchema,
  templateSchema,
  templateVersionSchema,
} from "../models/coder/template";
import type { TemplateRepository } from "./deployment";
import { rememberEach } from "./remember";

const templatesSchema = rows(templateSchema);
const richParametersSchema = rows(richParameterSchema);
const externalAuthsSchema = rows(externalAuthSchema);
const versionsSchema = rows(templateVersionSchema);

/** Templates and what belongs to their versions; a version never changes, so it is asked for once. */
export function templateRepository(client: CoderClient): TemplateRepository {
  return {
    list: ({ aiTasksOnly }, call) =>
      client.json(
        routes.templates,
        { schema: templatesSchema, ...(aiTasksOnly ? { query: { q: "has-ai-task:true" } } : {}) },
        call,
      ),
    presets: rememberEach((version, call) =>
      client.json(routes.presets, { ...aboutVersion(version), schema: presetListSchema }, call),
    ),
    richParameters: rememberEach((version, call) =>
      client.json(routes.richParameters, { ...aboutVersion(version), schema: richParametersSchema }, call),
    ),
    externalAuth: (version, call) =>
      client.json(routes.externalAuth, { ...aboutVersion(version), schema: externalAuthsSchema }, call),
    async versions(template, call) {
      const subject = { kind: "template", name: template } as const;
      const options = { params: { template }, schema: versionsSchema, subject };
      const versions = await client.json(routes.templateVersions, options, call);
      // Coder lists them oldest first.
      return [...versions].reverse();
    },
  };
}

/** A template's version in a request, and what errors call it. */
export function aboutVersion(version: string) {
  return {
    params: { version },
    subject: { kind: "template", name: `version ${version}` },
  } as const;
}
