import * as z from "zod";
import { agentQueue, QUEUE_ACTIONS } from "../../services/agents/agentQueue";
import { previewQueue } from "../../services/agents/previewAgent";
import { DESTRUCTIVE } from "../annotations";
import { agentName, integer, optional, toolInput } from "../arguments";
import { waitingLines, waitingView } from "../chatView";
import { defineTool } from "../definition";
import { counted } from "../text/paging";
import { UNTRUSTED } from "../text/untrusted";
import { shownName } from "../shownName";

export const manageAgentQueueTool = defineTool({
  name: "manage_agent_queue",
  title: "Manage waiting messages",
  toolsets: ["fleet"],
  description:
    "Messages that wait until a busy chat has time: list them, remove one, or promote one to be next (interrupts the chat).",
  annotations: DESTRUCTIVE,
  input: toolInput({
    agent_name: agentName,
    action: z.enum(QUEUE_ACTIONS),
    message_id: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  }),
  output: z.object({
    agent_name: z.string(),
    waiting_messages: z.array(z.object({ id: z.int(), text: z.string(), created_at: z.string() })),
  }),
  preview: ({ agent_name, action, message_id }, fleet, call) =>
    previewQueue(fleet, { agent: agent_name, action, messageId: message_id }, call),
  async run({ agent_name, action, message_id }, fleet, call) {
    const request = { agent: agent_name, action, messageId: message_id };
    const { agent, waiting } = await agentQueue(fleet, request, call);
    return { agent_name: shownName(agent, agent_name), waiting_messages: waitingView(waiting) };
  },
  text: ({ agent_name, waiting_messages: waiting }, now) =>
    [
      `${agent_name}: ${counted(waiting.length, "waiting message")}`,
      ...(waiting.length === 0 ? [] : [UNTRUSTED]),
      ...waitingLines(waiting, now),
    ].join("\n"),
});
