import * as z from "zod";
import { cutWords } from "../../models/text";
import { parseOwner } from "../../services/agents/agentReference";
import { listAgents } from "../../services/agents/listAgents";
import { READ_ONLY } from "../annotations";
import { optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { LAST_TASK_TEXT_LENGTH } from "../agentRow";
import { counted } from "../text/paging";
import { fitRows, row } from "../text/rows";
import { UNTRUSTED } from "../text/untrusted";
import { classicAgent, classicAgentSchema } from "./classicAgent";

export const listAllAgentsTool = defineTool({
  name: "list_all_agents",
  title: "List all agents",
  toolsets: ["classic"],
  description: "List the agents of all users this token may see, newest first, at most 200.",
  annotations: READ_ONLY,
  input: toolInput({
    status: optionalText.describe("e.g. idle, busy, stopped, failed, offline"),
    user: optionalText.describe("User name, me, or all (default)"),
  }),
  output: z.object({
    result: z.array(classicAgentSchema),
    total_count: z.int(),
    incomplete: z.string().optional(),
  }),
  async run({ status, user }, fleet, call) {
    const list = await listAgents(fleet, { owner: parseOwner(user ?? "all"), status }, call);
    return {
      result: list.agents.map(classicAgent),
      total_count: list.totalCount,
      ...(list.incomplete === null ? {} : { incomplete: list.incomplete }),
    };
  },
  text({ result, total_count, incomplete }) {
    const rows = result.map((agent) =>
      row(
        `${agent.user}/${agent.workspace_name}`,
        agent.status,
        agent.role,
        agent.project,
        cutWords(agent.current_assignment ?? "-", LAST_TASK_TEXT_LENGTH),
      ),
    );
    return [
      result.length < total_count
        ? `${total_count} agents, here the newest ${result.length}; list_agents owner=all has pages`
        : counted(total_count, "agent"),
      ...(incomplete === undefined ? [] : [`Incomplete: ${incomplete}`]),
      ...(rows.length === 0 ? [] : [UNTRUSTED, row("agent", "status", "role", "project", "last task")]),
      ...fitRows(rows, (shown) => `… ${rows.length - shown} more rows left out; filter by status or user.`),
    ].join("\n");
  },
});
