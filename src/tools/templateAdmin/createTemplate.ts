import * as z from "zod";
import { singleLine } from "../../models/text";
import { createTemplate } from "../../services/templates/templateAdmin";
import { ADDITIVE } from "../annotations";
import { optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { sourceArguments } from "./source";

export const createTemplateTool = defineTool({
  name: "create_template",
  title: "Create template",
  toolsets: ["template-admin"],
  description: "Make a template of Terraform code (uploaded, import followed) or of a version made before.",
  annotations: ADDITIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    name: z.string().describe("1-32 letters, digits, single hyphens"),
    ...sourceArguments,
    version_id: optionalText.describe("Instead of code: a version without a template"),
    display_name: optionalText,
    description: optionalText,
  }),
  output: z.object({
    template_id: z.string(),
    name: z.string(),
    version_id: z.string(),
    version: z.string(),
    message: z.string(),
  }),
  async run(args, fleet, call) {
    const { template, version } = await createTemplate(
      fleet,
      {
        ...args,
        versionId: args.version_id,
        versionName: args.version_name,
        displayName: args.display_name,
      },
      call,
    );
    return {
      template_id: template.id,
      name: singleLine(template.name),
      version_id: version.id,
      version: singleLine(version.name),
      message: `Template '${template.name}' created with version '${version.name}'.`,
    };
  },
  text: ({ message, template_id }) => `${message} id: ${template_id}`,
});
