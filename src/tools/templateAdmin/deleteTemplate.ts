import * as z from "zod";
import { singleLine } from "../../models/text";
import { deleteTemplate } from "../../services/templates/templateAdmin";
import { DESTRUCTIVE } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { templateName } from "../workspaceArguments";

export const deleteTemplateTool = defineTool({
  name: "delete_template",
  title: "Delete template",
  toolsets: ["template-admin"],
  description: "Delete a template nobody has a workspace of. Cannot be undone.",
  annotations: DESTRUCTIVE,
  input: toolInput({ template: templateName }),
  output: z.object({ template: z.string(), message: z.string() }),
  async run(args, fleet, call) {
    const { name } = await deleteTemplate(fleet, args.template, call);
    return { template: singleLine(name), message: `Template '${name}' deleted.` };
  },
  text: ({ message }) => message,
});
