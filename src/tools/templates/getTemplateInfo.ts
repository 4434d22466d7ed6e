import type * as z from "zod";
import { templateInfo } from "../../services/templates/templateInfo";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { row } from "../text/rows";
import { templateName } from "../workspaceArguments";
import { type parameterSchema, templateView, templateViewSchema } from "./templateView";

export const getTemplateInfoTool = defineTool({
  name: "get_template_info",
  title: "Template info",
  toolsets: ["templates"],
  description: "A template's parameters (types, defaults, options, rules), presets and external sign-ins.",
  annotations: READ_ONLY,
  input: toolInput({ template: templateName }),
  output: templateViewSchema,
  run: async ({ template }, fleet, call) => templateView(await templateInfo(fleet, template, call)),
  text: (view) =>
    [
      `${view.name}${view.description === "" ? "" : `: ${view.description}`}`,
      ...(view.deprecated === undefined ? [] : [`deprecated: ${view.deprecated}`]),
      `id: ${view.id}; active version: ${view.active_version_id}`,
      `parameters: ${view.parameters.length === 0 ? "none" : ""}`.trim(),
      ...view.parameters.map((parameter) => `  ${parameterText(parameter)}`),
      `presets: ${view.presets.length === 0 ? "none" : ""}`.trim(),
      ...view.presets.map(
        (preset) =>
          `  ${row(
            `${preset.name}${preset.default ? " (default)" : ""}`,
            ...(preset.description === "" ? [] : [preset.description]),
            Object.entries(preset.parameters)
              .map(([name, value]) => `${name}=${value}`)
              .join(", "),
          )}`,
      ),
      ...view.external_auth.map(
        ({ name, authenticated, optional, url }) =>
          `external sign-in ${name}: ${authenticated ? "done" : `${optional ? "optional" : "needed"}, ${url}`}`,
      ),
    ].join("\n"),
});

function parameterText(parameter: z.output<typeof parameterSchema>): string {
  const { min, max, regex, options } = parameter;
  const facts = [
    parameter.required === true ? "required" : `default ${JSON.stringify(parameter.default ?? "")}`,
    options === undefined ? "" : `one of ${options.join(", ")}`,
    min === undefined ? "" : `min ${min}`,
    max === undefined ? "" : `max ${max}`,
    regex === undefined ? "" : `matches ${regex}`,
    parameter.rule ?? "",
    parameter.monotonic ?? "",
    parameter.immutable === true ? "fixed after creation" : "",
    parameter.ephemeral === true ? "for one build only" : "",
  ];
  return row(
    `${parameter.name} (${parameter.type})`,
    facts.filter((fact) => fact !== "").join(", "),
    ...(parameter.description === undefined ? [] : [parameter.description]),
  );
}
