import pLimit from "p-limit";
import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { ChatsApi } from "./chatsApi";
import { askedQuestion } from "./conversation";

/** Conversations looked at at the same time. */
const LOOKS = 6;
/** Chats whose question is remembered: more than can wait on one page. */
const MOST_KNOWN = 1_000;

/** The newest message of a chat as it was at a time; undefined where it asks nothing. */
interface Asked {
  readonly at: string;
  readonly question: string | undefined;
}

/** What chats ask that wait in plan mode, which alone can ask (facts/coder-chats.md 10). */
export class Questions {
  readonly #api: ChatsApi;
  readonly #known = new Map<string, Asked>();

  constructor(api: ChatsApi) {
    this.#api = api;
  }

  /** The same agents with what they ask: one request for each that waits and has changed since it was looked at. */
  async fill(agents: readonly Agent[], call: Call): Promise<readonly Agent[]> {
    const limit = pLimit(LOOKS);
    return Promise.all(
      agents.map((agent) =>
        mayAsk(agent) ? limit(() => this.#withQuestion(agent, call)) : Promise.resolve(agent),
      ),
    );
  }

  async #withQuestion(agent: Agent, call: Call): Promise<Agent> {
    const message = await this.#questionOf(agent, call);
    if (message !== undefined) return { ...agent, attention: { reason: "question", message } };
    return { ...agent, attention: agent.chat?.unread === true ? { reason: "finished" } : null };
  }

  async #questionOf(agent: Agent, call: Call): Promise<string | undefined> {
    const known = this.#known.get(agent.id);
    if (known?.at === agent.updatedAt) return known.question;
    const { messages } = await this.#api.messages(agent, { limit: 1 }, call);
    const question = askedQuestion(messages[0]);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(agent.id, { at: agent.updatedAt, question });
    return question;
  }
}

function mayAsk({ chat, attention }: Agent): boolean {
  return chat?.planMode === true && attention?.reason === "question" && attention.message === undefined;
}
