import * as z from "zod";
import type { Workspace } from "../../models/coder/workspace";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { parseOwner } from "../../services/agents/agentReference";
import { listWorkspaces } from "../../services/workspaces/listWorkspaces";
import { READ_ONLY } from "../annotations";
import { optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { pageArguments, pagingFields, pagingSchema } from "../paging";
import { pageText } from "../text/paging";
import { fitRows, row } from "../text/rows";

const PAGE_SIZE = 50;

const workspaceRowSchema = z.object({
  name: z.string(),
  owner: z.string().optional(),
  status: z.string(),
  template: z.string(),
  last_used_at: z.string(),
  unhealthy: z.boolean().optional(),
  outdated: z.boolean().optional(),
  dormant: z.boolean().optional(),
});
type WorkspaceRow = z.output<typeof workspaceRowSchema>;

export const listWorkspacesTool = defineTool({
  name: "list_workspaces",
  title: "List workspaces",
  toolsets: ["workspaces"],
  description: "List workspaces, also those without a coding agent.",
  annotations: READ_ONLY,
  input: toolInput({
    owner: optionalText.describe("me (default), a user name, or all"),
    status: optionalText.describe("running, stopped, failed, …"),
    template: optionalText,
    ...pageArguments(200, PAGE_SIZE),
  }),
  output: z.object({ workspaces: z.array(workspaceRowSchema), total_count: z.int(), ...pagingSchema }),
  async run({ page = 1, page_size: pageSize = PAGE_SIZE, ...filters }, fleet, call) {
    const owner = parseOwner(filters.owner ?? "me");
    const list = await listWorkspaces(fleet, { ...filters, owner, page, pageSize }, call);
    return {
      workspaces: list.items.map((workspace) => workspaceRow(workspace, owner.kind !== "me")),
      total_count: list.totalCount,
      ...pagingFields(list),
    };
  },
  text(result, now) {
    const rows = result.workspaces.map((workspace) => rowText(workspace, now));
    return [
      pageText("workspace", rows.length, result),
      ...(rows.length === 0 ? [] : [row("name", "status", "template", "last used")]),
      ...fitRows(
        rows,
        (shown) =>
          `… ${rows.length - shown} more rows left out; list_workspaces page_size=${Math.max(1, shown)}.`,
      ),
    ].join("\n");
  },
});

function workspaceRow(workspace: Workspace, withOwner: boolean): WorkspaceRow {
  return {
    name: singleLine(workspace.name),
    ...(withOwner ? { owner: singleLine(workspace.owner_name) } : {}),
    status: workspace.latest_build?.status ?? "pending",
    template: singleLine(workspace.template_name),
    last_used_at: workspace.last_used_at,
    ...(workspace.health?.healthy === false ? { unhealthy: true } : {}),
    ...(workspace.outdated ? { outdated: true } : {}),
    ...(workspace.dormant_at === null ? {} : { dormant: true }),
  };
}

function rowText(workspace: WorkspaceRow, now: Date): string {
  const flags = (["unhealthy", "outdated", "dormant"] as const).filter((flag) => workspace[flag] === true);
  return row(
    workspace.owner === undefined ? workspace.name : `${workspace.owner}/${workspace.name}`,
    [workspace.status, ...flags].join(", "),
    workspace.template,
    relativeTime(workspace.last_used_at, now),
  );
}
