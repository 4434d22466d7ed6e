import pLimit from "p-limit";
import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { ChatsApi } from "./chatsApi";
import { askedQuestion } from "./conversation";

/** Conversations looked at at the same time. */
const LOOKS = 6;

/**
 * The same agents with what those ask that wait in plan mode, which alone can ask (facts/coder-chats.md 10):
 * one request for each of them, none for the others.
 */
export async function withQuestions(
  api: ChatsApi,
  agents: readonly Agent[],
  call: Call,
): Promise<readonly Agent[]> {
  const limit = pLimit(LOOKS);
  return Promise.all(
    agents.map((agent) =>
      mayAsk(agent) ? limit(() => withQuestion(api, agent, call)) : Promise.resolve(agent),
    ),
  );
}

function mayAsk({ chat, attention }: Agent): boolean {
  return chat?.planMode === true && attention?.reason === "question" && attention.message === undefined;
}

async function withQuestion(api: ChatsApi, agent: Agent, call: Call): Promise<Agent> {
  const { messages } = await api.messages(agent, { limit: 1 }, call);
  const message = askedQuestion(messages[0]);
  if (message !== undefined) return { ...agent, attention: { reason: "question", message } };
  return { ...agent, attention: agent.chat?.unread === true ? { reason: "finished" } : null };
}
