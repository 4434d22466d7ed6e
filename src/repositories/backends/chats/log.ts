import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { ChatMessage } from "../../../models/coder/chat";
import type { AgentLog } from "../../agentBackend";
import type { ChatsApi } from "./chatsApi";
import { logEntry } from "./conversation";

/** Most messages Coder gives at once. */
const PAGE = 200;
/** Most requests for one log. */
const MOST_PAGES = 10;

/** The conversation, oldest first; of a very long one the newest 2,000 messages. */
export async function chatLog(api: ChatsApi, agent: Agent, call: Call): Promise<AgentLog> {
  const newestFirst: ChatMessage[] = [];
  let more = true;
  for (let page = 0; more && page < MOST_PAGES; page += 1) {
    const answer = await api.messages(agent, { limit: PAGE, before_id: newestFirst.at(-1)?.id }, call);
    newestFirst.push(...answer.messages);
    more = answer.has_more && answer.messages.length > 0;
  }
  return {
    entries: newestFirst.reverse().map(logEntry),
    snapshot: false,
    snapshotAt: null,
    ...(more ? { begins: `Only the newest ${PAGE * MOST_PAGES} messages were read.` } : {}),
  };
}
