import * as z from "zod";
import { singleLine } from "../../models/text";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { counted } from "../text/paging";
import { fitRows, row } from "../text/rows";

/** Longest description shown, in characters. */
const DESCRIPTION_LENGTH = 200;

export const listTemplatesTool = defineTool({
  name: "list_templates",
  title: "List templates",
  toolsets: ["templates"],
  description: "List all templates, also those coding agents cannot use.",
  annotations: READ_ONLY,
  input: toolInput({}),
  output: z.object({
    templates: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        display_name: z.string(),
        description: z.string(),
        organization: z.string(),
        active_users: z.int().nullable(),
        deprecated: z.string().optional(),
      }),
    ),
    total_count: z.int(),
  }),
  async run(_args, { deployment }, call) {
    const templates = await deployment.templates.list({ aiTasksOnly: false }, call);
    return {
      templates: templates.map((template) => ({
        id: template.id,
        name: singleLine(template.name),
        display_name: singleLine(template.display_name),
        description: singleLine(template.description, DESCRIPTION_LENGTH),
        organization: singleLine(template.organization_name),
        active_users: template.active_user_count,
        ...(template.deprecated
          ? { deprecated: singleLine(template.deprecation_message, DESCRIPTION_LENGTH) }
          : {}),
      })),
      total_count: templates.length,
    };
  },
  text: ({ templates, total_count }) =>
    [
      counted(total_count, "template"),
      ...fitRows(
        templates.map(({ name, description, deprecated }) =>
          row(
            ...[name, description, deprecated === undefined ? "" : `deprecated: ${deprecated}`].filter(
              (cell) => cell !== "",
            ),
          ),
        ),
        (shown) => `… ${templates.length - shown} more left out; get_template_info takes their names too.`,
      ),
    ].join("\n"),
});
