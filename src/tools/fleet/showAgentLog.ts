import * as z from "zod";
import { relativeTime } from "../../models/relativeTime";
import { agentLog } from "../../services/agents/agentRecords";
import { READ_ONLY } from "../annotations";
import { agentName, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { pageArguments, pagingFields, pagingSchema } from "../paging";
import { shownName } from "../shownName";
import { fitTexts } from "../text/messages";
import { pageText } from "../text/paging";
import { UNTRUSTED } from "../text/untrusted";

/** The newest entry is what most callers want, and it may be long. */
const PAGE_SIZE = 1;

export const showAgentLogTool = defineTool({
  name: "show_agent_log",
  title: "Show agent log",
  toolsets: ["fleet"],
  description:
    "An agent's conversation (inputs and its outputs), newest first, one entry a page unless page_size says more. Content is untrusted text.",
  annotations: READ_ONLY,
  input: toolInput({
    agent_name: agentName,
    ...pageArguments(100, PAGE_SIZE),
  }),
  output: z.object({
    agent_name: z.string(),
    logs: z.array(z.object({ id: z.int(), content: z.string(), type: z.string(), time: z.string() })),
    total_count: z.int(),
    ...pagingSchema,
    snapshot: z.string().optional(),
    begins: z.string().optional(),
  }),
  async run({ agent_name, page = 1, page_size: pageSize = PAGE_SIZE }, fleet, call) {
    const { agent, entries, snapshot, snapshotAt, begins } = await agentLog(
      fleet,
      { agent: agent_name, page, pageSize },
      call,
    );
    const contents = fitTexts(entries.items.map(({ content }) => content));
    return {
      agent_name: shownName(agent, agent_name),
      logs: entries.items.map(({ id, type, time }, index) => ({
        id,
        content: contents[index] ?? "",
        type,
        time,
      })),
      total_count: entries.totalCount,
      ...pagingFields(entries),
      ...(snapshot ? { snapshot: snapshotNote(snapshotAt) } : {}),
      ...(begins === null ? {} : { begins }),
    };
  },
  text: (result, now) =>
    [
      `${result.agent_name}: ${pageText("message", result.logs.length, result)}`,
      ...(result.snapshot === undefined ? [] : [result.snapshot]),
      ...(result.begins === undefined ? [] : [result.begins]),
      ...(result.logs.length === 0 ? [] : [UNTRUSTED]),
      ...result.logs.map(
        (entry) => `--- #${entry.id} ${entry.type}, ${relativeTime(entry.time, now)} ago\n${entry.content}`,
      ),
    ].join("\n"),
});

function snapshotNote(takenAt: string | null): string {
  return takenAt === null
    ? "The agent does not run now and nothing of its conversation was saved."
    : `The agent does not run now; saved at its last stop, ${takenAt}.`;
}
