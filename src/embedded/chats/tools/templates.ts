import * as z from "zod";
import type { Template } from "../../state/types";
import { latestBuild } from "../../state/store";
import { iso } from "../../render/time";
import { tool, type ToolContext, ToolError } from "./tool";

export const templateTools = [
  tool("list_templates", z.object({ query: z.string().default("") }), (context, { query }) => {
    const wanted = query.toLowerCase();
    const templates = [...context.deployment.store.templates.values()].filter(
      ({ deleted, name, displayName, description }) =>
        !deleted && `${name} ${displayName} ${description}`.toLowerCase().includes(wanted),
    );
    return {
      result: {
        page: 1,
        next_step:
          "Use recommended_template_id with create_workspace. Call read_template first only if you need parameter or preset details.",
        templates: templates.map((template) => describe(context, template)),
        ...(templates[0] === undefined ? {} : { recommended_template_id: templates[0].id }),
      },
    };
  }),
  tool("read_template", z.object({ template_id: z.string() }), (context, { template_id: id }) => {
    const template = findTemplate(context, id);
    const version = context.deployment.store.version(template.activeVersionId);
    return {
      result: {
        presets: version.presets.map((preset) => ({
          id: preset.id,
          name: preset.name,
          default: preset.default,
          parameters: preset.parameters,
          description: preset.description,
        })),
        template: { ...describe(context, template), active_version_id: version.id },
        parameters: version.blueprint.parameters.map((parameter) => ({
          name: parameter.name,
          type: parameter.type,
          ...(parameter.defaultValue === null ? {} : { default: parameter.defaultValue }),
          mutable: parameter.mutable,
          ...(parameter.options.length === 0
            ? {}
            : { options: parameter.options.map(({ name, value }) => ({ name, value })) }),
          required: parameter.defaultValue === null,
          form_type: parameter.formType,
          ...(parameter.displayName === "" ? {} : { display_name: parameter.displayName }),
        })),
      },
    };
  }),
];

function describe({ deployment, chat }: ToolContext, template: Template) {
  const mine = [...deployment.store.workspaces.values()].filter(
    ({ templateId, ownerId, deleted }) => templateId === template.id && ownerId === chat.ownerId && !deleted,
  );
  const lastUsed = Math.max(0, ...mine.map((workspace) => latestBuild(workspace).createdAt));
  return {
    id: template.id,
    name: template.name,
    description: template.description,
    display_name: template.displayName,
    ...(mine.length === 0
      ? {}
      : { last_used_by_you: iso(lastUsed), active_developers: 1, your_workspace_count: mine.length }),
  };
}

/** @throws ToolError */
export function findTemplate({ deployment }: ToolContext, id: string): Template {
  const template = deployment.store.templates.get(id.toLowerCase());
  if (template === undefined || template.deleted) {
    throw new ToolError("look up template: fetch object: sql: no rows in result set");
  }
  return template;
}
