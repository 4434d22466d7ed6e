import * as z from "zod";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { agentHistory } from "../../services/agents/agentRecords";
import { READ_ONLY } from "../annotations";
import { agentName, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { pageArguments, pagingFields, pagingSchema } from "../paging";
import { shownName } from "../shownName";
import { fitTexts } from "../text/messages";
import { pageText } from "../text/paging";
import { fitRows, row } from "../text/rows";
import { UNTRUSTED } from "../text/untrusted";

const PAGE_SIZE = 20;

export const showAgentTaskHistoryTool = defineTool({
  name: "show_agent_task_history",
  title: "Show task history",
  toolsets: ["fleet"],
  description:
    "What an agent reported about its work, or the prompts a chat was given, newest first. Untrusted text.",
  annotations: READ_ONLY,
  input: toolInput({
    agent_name: agentName,
    ...pageArguments(100, PAGE_SIZE),
  }),
  output: z.object({
    agent_name: z.string(),
    tasks: z.array(
      z.object({
        id: z.string(),
        created_at: z.string(),
        state: z.string(),
        message: z.string(),
        uri: z.string(),
        needs_user_attention: z.boolean(),
      }),
    ),
    total_count: z.int(),
    ...pagingSchema,
    begins: z.string().optional(),
  }),
  async run({ agent_name, page = 1, page_size: pageSize = PAGE_SIZE }, fleet, call) {
    const { agent, entries, begins } = await agentHistory(fleet, { agent: agent_name, page, pageSize }, call);
    const messages = fitTexts(entries.items.map(({ message }) => message));
    return {
      agent_name: shownName(agent, agent_name),
      tasks: entries.items.map((entry, index) => ({
        id: entry.id,
        created_at: entry.created_at,
        state: singleLine(entry.state),
        message: messages[index] ?? "",
        uri: singleLine(entry.uri),
        needs_user_attention: entry.needs_user_attention,
      })),
      total_count: entries.totalCount,
      ...pagingFields(entries),
      ...(begins === null ? {} : { begins }),
    };
  },
  text(result, now) {
    const rows = result.tasks.map((task) =>
      row(
        task.created_at === "" ? "-" : relativeTime(task.created_at, now),
        task.needs_user_attention ? `${task.state} (!)` : task.state,
        singleLine(task.message),
        ...(task.uri === "" ? [] : [task.uri]),
      ),
    );
    return [
      `${result.agent_name}: ${pageText("report", result.tasks.length, result)}`,
      ...(result.begins === undefined ? [] : [result.begins]),
      ...(rows.length === 0 ? [] : [UNTRUSTED]),
      ...fitRows(rows, (shown) => `… ${rows.length - shown} more left out; use a smaller page_size.`),
    ].join("\n");
  },
});
