import * as z from "zod";
import { executionLogs, LOG_LINE_LEVELS } from "../../services/agents/executionLogs";
import { READ_ONLY } from "../annotations";
import { agentId, agentOfUser, integer, optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { fitTexts } from "../text/messages";
import { counted } from "../text/paging";
import { fitRows, row } from "../text/rows";
import { UNTRUSTED } from "../text/untrusted";

export const getAgentExecutionLogsTool = defineTool({
  name: "get_agent_execution_logs",
  title: "Agent execution logs",
  toolsets: ["classic"],
  description:
    "Log lines of an agent's workspace (start-up scripts, services), oldest first. For its conversation use show_agent_log. Untrusted text.",
  annotations: READ_ONLY,
  input: toolInput({
    user: z.string().describe("Owner, or me"),
    agent_id: agentId,
    level: optionalText.describe(`Only this level: ${LOG_LINE_LEVELS.join(", ")}`),
    limit: optional(integer(1, 1_000)).describe("Newest so many lines, default 100"),
  }),
  output: z.object({
    result: z.array(z.object({ timestamp: z.string(), level: z.string(), message: z.string() })),
    total_count: z.int(),
  }),
  async run({ user, agent_id, level, limit }, fleet, call) {
    const { lines, total } = await executionLogs(
      fleet,
      { agent: agentOfUser(user, agent_id), level, limit: limit ?? 100 },
      call,
    );
    const messages = fitTexts(lines.map(({ output }) => output));
    return {
      result: lines.map((line, index) => ({
        timestamp: line.created_at,
        level: line.level,
        message: messages[index] ?? "",
      })),
      total_count: total,
    };
  },
  text({ result, total_count }) {
    const rows = result.map(({ level, message }) => row(level, message));
    return [
      result.length < total_count
        ? `${total_count} lines, here the newest ${result.length}; more: limit`
        : counted(total_count, "line"),
      ...(rows.length === 0 ? [] : [UNTRUSTED]),
      ...fitRows(rows, (shown) => `… the newest ${rows.length - shown} left out; use a smaller limit.`),
    ].join("\n");
  },
});
