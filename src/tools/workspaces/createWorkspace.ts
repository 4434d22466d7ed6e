import * as z from "zod";
import { createWorkspace } from "../../services/workspaces/createWorkspace";
import { ADDITIVE } from "../annotations";
import { optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { parameterTexts, richParameters } from "../richParameters";
import { templateName, waitForBuild } from "../workspaceArguments";
import { workspaceChange, workspaceChangeSchema } from "../workspaceChange";

export const createWorkspaceTool = defineTool({
  name: "create_workspace",
  title: "Create workspace",
  toolsets: ["workspaces"],
  description:
    "Create a workspace without a coding agent's task (create_agent does that). Parameters: get_template_info.",
  annotations: ADDITIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    name: z.string().describe("1-32 letters, digits, single hyphens"),
    template: templateName,
    preset: optionalText.describe("Default: none"),
    rich_parameters: optional(richParameters),
    owner: optionalText.describe("Default: me"),
    wait: waitForBuild,
  }),
  output: workspaceChangeSchema,
  async run({ name, template, preset, rich_parameters, owner, wait }, fleet, call) {
    const parameters = Object.entries(parameterTexts(rich_parameters ?? {}));
    return workspaceChange(
      await createWorkspace(
        fleet,
        {
          name,
          template,
          preset,
          owner,
          parameters: parameters.map(([key, value]) => ({ name: key, value })),
          wait: wait ?? true,
        },
        call,
      ),
    );
  },
  text: ({ message }) => message,
});
