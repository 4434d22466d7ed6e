import * as z from "zod";
import { singleLine } from "../../models/text";
import { listProjects } from "../../services/projects/projects";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { counted } from "../text/paging";
import { fitRows, row } from "../text/rows";

/** Longest description shown, in characters. */
const DESCRIPTION_LENGTH = 200;

export const listAgentProjectsTool = defineTool({
  name: "list_agent_projects",
  title: "List projects",
  toolsets: ["fleet"],
  description: "List the projects (templates) create_agent can use.",
  annotations: READ_ONLY,
  input: toolInput({}),
  output: z.object({
    projects: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
    total_count: z.int(),
  }),
  async run(_args, fleet, call) {
    const projects = await listProjects(fleet, call);
    return {
      projects: projects.map(({ id, name, description }) => ({
        id,
        name: singleLine(name),
        description: singleLine(description, DESCRIPTION_LENGTH),
      })),
      total_count: projects.length,
    };
  },
  text: ({ projects, total_count }) =>
    [
      counted(total_count, "project"),
      ...fitRows(
        projects.map(({ name, description }) => (description === "" ? name : row(name, description))),
        (shown) => `… ${projects.length - shown} more left out; list_agent_roles takes their names too.`,
      ),
    ].join("\n"),
});
