import * as z from "zod";
import { singleLine } from "../../models/text";
import { setActiveVersion } from "../../services/templates/templateAdmin";
import { SETS_STATE } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { templateName } from "../workspaceArguments";

export const setActiveTemplateVersionTool = defineTool({
  name: "set_active_template_version",
  title: "Set active template version",
  toolsets: ["template-admin"],
  description: "Choose the version that new workspaces of a template get.",
  annotations: SETS_STATE,
  input: toolInput({ template: templateName, version: z.string().describe("Name or id") }),
  output: z.object({ template: z.string(), version_id: z.string(), message: z.string() }),
  async run(args, fleet, call) {
    const { template, version } = await setActiveVersion(fleet, args, call);
    return {
      template: singleLine(template.name),
      version_id: version.id,
      message: `Version '${version.name}' of template '${template.name}' is active.`,
    };
  },
  text: ({ message }) => message,
});
