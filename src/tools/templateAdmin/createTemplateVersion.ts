import * as z from "zod";
import { singleLine } from "../../models/text";
import { createTemplateVersion } from "../../services/templates/templateAdmin";
import { ADDITIVE } from "../annotations";
import { optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { sourceArguments } from "./source";

export const createTemplateVersionTool = defineTool({
  name: "create_template_version",
  title: "Create template version",
  toolsets: ["template-admin"],
  description: "Upload Terraform code as a new version and follow its import to the end.",
  annotations: ADDITIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    template: optionalText.describe("Name or id; without one create_template can use the version"),
    ...sourceArguments,
    activate: optional(z.boolean()).describe("Make it the active version, default false"),
  }),
  output: z.object({
    version_id: z.string(),
    version: z.string(),
    active: z.boolean(),
    message: z.string(),
  }),
  async run({ activate = false, ...args }, fleet, call) {
    const version = await createTemplateVersion(
      fleet,
      { ...args, versionName: args.version_name, activate },
      call,
    );
    return {
      version_id: version.id,
      version: singleLine(version.name),
      active: activate,
      message: `Version '${version.name}' imported${activate ? " and active" : ""}.`,
    };
  },
  text: ({ message, version_id }) => `${message} id: ${version_id}`,
});
