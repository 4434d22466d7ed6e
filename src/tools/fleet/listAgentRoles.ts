import * as z from "zod";
import { singleLine } from "../../models/text";
import { listRoles } from "../../services/projects/projects";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { counted } from "../text/paging";
import { fitRows } from "../text/rows";

export const listAgentRolesTool = defineTool({
  name: "list_agent_roles",
  title: "List roles",
  toolsets: ["fleet"],
  description: "List the roles (presets) of a project. create_agent without a role takes the default one.",
  annotations: READ_ONLY,
  input: toolInput({ project: z.string().describe("Project name (any case)") }),
  output: z.object({
    roles: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        project_id: z.string(),
        project_name: z.string(),
        default: z.boolean(),
      }),
    ),
    project_name: z.string(),
    total_count: z.int(),
  }),
  async run({ project }, fleet, call) {
    const roles = await listRoles(fleet, project, call);
    return {
      roles: roles.map((role) => ({
        id: role.id,
        name: singleLine(role.name),
        project_id: role.projectId,
        project_name: role.projectName,
        default: role.default,
      })),
      project_name: project,
      total_count: roles.length,
    };
  },
  text: ({ roles, project_name, total_count }) =>
    [
      `${counted(total_count, "role")} of ${singleLine(project_name)}`,
      ...fitRows(
        roles.map((role) => (role.default ? `${role.name} (default)` : role.name)),
        (shown) => `… ${roles.length - shown} more left out.`,
      ),
    ].join("\n"),
});
