import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { page } from "../http/page";
import { json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { renderParameter, renderPresets, renderTemplate, renderVersion } from "../render/template";
import { checkOrganization, templateOf, versionOf } from "../rules/access";
import { bool, checkKeys, parseTerms } from "../rules/searchTerms";
import type { Template, TemplateVersion } from "../state/types";

const kind = "template";
const keys = [
  "organization",
  "exact_name",
  "exact_display_name",
  "name",
  "display_name",
  "icon",
  "id",
  "has-ai-task",
  "deprecated",
  "deleted",
  "author",
  "has-external-agent",
  "author_id",
];

function listTemplates(context: Context): Reply {
  const terms = parseTerms(kind, context.query.get("q") ?? "", (term) => [["name", term]]);
  checkKeys(kind, terms, keys);
  const value = (key: string) => terms.get(key)?.at(-1);
  const fits = (actual: string, wanted: string | undefined) =>
    wanted === undefined || actual.toLowerCase() === wanted;
  const contains = (actual: string, wanted: string | undefined) =>
    wanted === undefined || actual.toLowerCase().includes(wanted);
  const ai = bool(kind, terms, "has-ai-task");
  const deprecated = bool(kind, terms, "deprecated");
  const found = [...context.store.templates.values()].filter(
    (template) =>
      !template.deleted &&
      fits(template.name, value("exact_name")) &&
      fits(template.displayName, value("exact_display_name")) &&
      contains(template.name, value("name")) &&
      contains(template.displayName, value("display_name")) &&
      (ai === null || isAi(context, template) === ai) &&
      (deprecated === null || (template.deprecationMessage !== "") === deprecated),
  );
  found.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return json(found.map((template) => renderTemplate(context.deployment, template)));
}

const isAi = ({ store }: Context, template: Template) =>
  store.version(template.activeVersionId).blueprint.aiTaskApp !== null;

/** Oldest first, as both versions of Coder answer. */
function versionsOf(context: Context): TemplateVersion[] {
  const template = templateOf(context);
  return [...context.store.versions.values()].filter((version) => version.templateId === template.id);
}

function templateByName(context: Context): Template {
  checkOrganization(context);
  const name = context.param("name").toLowerCase();
  for (const template of context.store.templates.values()) {
    if (!template.deleted && template.name.toLowerCase() === name) return template;
  }
  throw notFound();
}

/** A part of a template version, known once its import is done. */
const ofVersion = (render: (version: TemplateVersion) => unknown) => (context: Context) => {
  const version = versionOf(context);
  if (version.job.completedAt === null) {
    throw new HttpError(412, "Template version import job hasn't completed!");
  }
  return json(render(version));
};

/** What `coder templates init` would offer. */
const example = {
  id: "docker",
  url: "https://github.com/coder/coder/tree/main/examples/templates/docker",
  name: "Docker Containers",
  description: "Provision Docker containers as Coder workspaces",
  icon: "/icon/docker.png",
  tags: ["docker", "container"],
  markdown: "# Remote Development on Docker Containers\n",
};

const template = "/api/v2/templates/{template}";
const version = "/api/v2/templateversions/{version}";
const organization = "/api/v2/organizations/{organization}";

export const templateRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/templates", handler: listTemplates },
  {
    method: "GET",
    path: `${organization}/templates`,
    handler: (context) => {
      checkOrganization(context);
      return listTemplates(context);
    },
  },
  {
    method: "GET",
    path: `${organization}/templates/{name}`,
    handler: (context) => json(renderTemplate(context.deployment, templateByName(context))),
  },
  { method: "GET", path: "/api/v2/templates/examples", handler: () => json([example]) },
  {
    method: "GET",
    path: template,
    handler: (context) => json(renderTemplate(context.deployment, templateOf(context))),
  },
  {
    method: "GET",
    path: `${template}/versions`,
    handler: (context) =>
      json(page(context.query, versionsOf(context)).map((one) => renderVersion(context.deployment, one))),
  },
  {
    method: "GET",
    path: `${template}/versions/{name}`,
    handler: (context) => {
      const found = versionsOf(context).find(({ name }) => name === context.param("name"));
      if (found === undefined) throw notFound();
      return json(renderVersion(context.deployment, found));
    },
  },
  {
    method: "GET",
    path: version,
    handler: (context) => json(renderVersion(context.deployment, versionOf(context))),
  },
  { method: "GET", path: `${version}/presets`, handler: ofVersion(({ presets }) => renderPresets(presets)) },
  {
    method: "GET",
    path: `${version}/rich-parameters`,
    handler: ofVersion(({ blueprint }) => blueprint.parameters.map(renderParameter)),
  },
  { method: "GET", path: `${version}/schema`, handler: ofVersion(() => []) },
  {
    method: "GET",
    path: `${version}/variables`,
    handler: ofVersion(({ blueprint }) =>
      blueprint.variables.map(({ name, description, value, sensitive }) => {
        const shown = sensitive ? "*redacted*" : value;
        return {
          name,
          description,
          type: "string",
          value: shown,
          default_value: shown,
          required: false,
          sensitive,
        };
      }),
    ),
  },
  { method: "GET", path: `${version}/external-auth`, handler: ofVersion(() => []) },
];
