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
      client.json(routes.presets, { ...about(version), schema: presetListSchema }, call),
    ),
    richParameters: rememberEach((version, call) =>
      client.json(routes.richParameters, { ...about(version), schema: richParametersSchema }, call),
    ),
    externalAuth: (version, call) =>
      client.json(routes.externalAuth, { ...about(version), schema: externalAuthsSchema }, call),
    versions: (template, query, call) =>
      client.json(
        routes.templateVersions,
        {
          params: { template },
          query,
          schema: versionsSchema,
          subject: { kind: "template", name: template },
        },
        call,
      ),
  };
}

function about(version: string) {
  return {
    params: { version },
    subject: { kind: "template", name: `version ${version}` },
  } as const;
}
