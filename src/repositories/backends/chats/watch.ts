import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { chatWatchSchema, type ChildChat } from "../../../models/coder/chat";
import type { AgentChange } from "../../agentBackend";
import { parseFrame } from "../../frames";
import { agentFromChat, subAgent } from "./chatAgent";
import type { ChatsApi } from "./chatsApi";

/**
 * News of one's own chats. Nothing is told of before the connection (facts/coder-chats.md 7), and nothing of
 * labels, plan mode, queueing and workspaces, so whoever listens also reads the list now and then.
 */
export async function* watch(api: ChatsApi, call: Call): AsyncGenerator<AgentChange> {
  const socket = await api.watch(call);
  yield { kind: "opened" };
  for await (const frame of socket) {
    const event = parseFrame(frame, chatWatchSchema);
    if (event !== undefined) yield changeOf(event.kind, event.chat);
  }
}

function changeOf(kind: string, chat: ChildChat): AgentChange {
  const root = chat.parent_chat_id === null ? chat.id : (chat.root_chat_id ?? chat.parent_chat_id);
  switch (kind) {
    case "status_change":
    case "action_required":
      return { kind: "changed", id: root, apply: (agent) => withStatus(agent, chat) };
    case "title_change":
      return { kind: "changed", id: root, apply: (agent) => withTitle(agent, chat) };
    case "summary_change":
    case "chat_summary_change":
      return { kind: "changed", id: root, apply: (agent) => withSummary(agent, chat) };
    default:
      // created, deleted (archived), diff_status_change, and what a newer Coder tells.
      return { kind: "outdated" };
  }
}

/** Only the status of such an event is news; `has_unread` is always false in it. */
function withStatus(agent: Agent, chat: ChildChat): Agent {
  const news = agentFromChat(chat);
  const { chat: facts } = agent;
  const stale = Date.parse(chat.updated_at) < Date.parse(agent.updatedAt) && chat.id === agent.id;
  if (facts === undefined || news.chat === undefined || stale) return agent;
  if (chat.id !== agent.id) {
    const { status, updatedAt } = subAgent(chat);
    const children = facts.children.map((child) =>
      child.id === chat.id ? { ...child, status, updatedAt } : child,
    );
    return { ...agent, chat: { ...facts, children } };
  }
  const finished = news.status === "idle" && agent.status === "busy";
  const unread = facts.unread || finished;
  return {
    ...agent,
    status: news.status,
    statusReason: news.statusReason,
    attention: news.attention ?? (unread && news.status === "idle" ? { reason: "finished" } : null),
    updatedAt: news.updatedAt,
    stateSince: news.stateSince,
    workspace: agent.workspace ?? news.workspace,
    chat: { ...facts, unread, error: news.chat.error },
  };
}

function withTitle(agent: Agent, chat: ChildChat): Agent {
  if (agent.chat === undefined || chat.id !== agent.id) return agent;
  return { ...agent, displayName: chat.title, chat: { ...agent.chat, title: chat.title } };
}

function withSummary(agent: Agent, chat: ChildChat): Agent {
  const summary = chat.last_turn_summary ?? chat.summary;
  if (agent.chat === undefined || chat.id !== agent.id || summary === null) return agent;
  return { ...agent, lastTask: summary, chat: { ...agent.chat, summary } };
}
