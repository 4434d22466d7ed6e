import * as z from "zod";
import { singleLine } from "../../models/text";
import { previewDeleteTemplate } from "../../services/templates/previewTemplate";
import { deleteTemplate } from "../../services/templates/templateAdmin";
import { DESTRUCTIVE } from "../annotations";
import { dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { templateName } from "../workspaceArguments";

export const deleteTemplateTool = defineTool({
  name: "delete_template",
  title: "Delete template",
  toolsets: ["template-admin"],
  description: "Delete a template nobody has a workspace of. Cannot be undone.",
  annotations: DESTRUCTIVE,
  input: toolInput({ template: templateName, dry_run: dryRun }),
  output: z.object({ template: z.string(), message: z.string() }),
  preview: ({ template }, fleet, call) => previewDeleteTemplate(fleet, template, call),
  async run(args, fleet, call) {
    const { name } = await deleteTemplate(fleet, args.template, call);
    return { template: singleLine(name), message: `Template '${name}' deleted.` };
  },
  text: ({ message }) => message,
});
