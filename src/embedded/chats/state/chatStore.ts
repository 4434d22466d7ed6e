import { Channel } from "../../state/channel";
import type { StreamEvent, WatchEvent } from "./events";
import type { Turn } from "./turn";
import type { Chat, ChatFile, ModelConfig, Provider } from "./types";

/** Where the routes of chats are: where they are today, and where they may move. */
export const chatsBases = ["/api/experimental/chats", "/api/v2/chats"] as const;
/** Where the routes of chats are. */
export type ChatsBase = (typeof chatsBases)[number];

/** Everything the deployment remembers of chats. */
export class ChatStore {
  /** Where the routes are; null: this build has none. */
  base: ChatsBase | null;
  /** Off: what needs the model answers 503. */
  gatewayEnabled = true;
  sharingEnabled = true;
  readonly chats = new Map<string, Chat>();
  readonly files = new Map<string, ChatFile>();
  readonly providers = new Map<string, Provider>();
  readonly models = new Map<string, ModelConfig>();
  /** Users with the organization role `agents-access`. */
  readonly agentUsers = new Set<string>();
  /** Turns that run or wait for a free place, by chat, oldest first. */
  readonly turns = new Map<string, Turn>();
  /** By chat. */
  readonly streams = new Channel<readonly StreamEvent[]>();
  /** By owner. */
  readonly watches = new Channel<WatchEvent>();
  readonly #children = new Map<string, Chat[]>();
  #lastMessageId = 0;
  #lastQueuedId = 0;

  constructor(served: boolean) {
    this.base = served ? chatsBases[0] : null;
  }

  add(chat: Chat): void {
    this.chats.set(chat.id, chat);
    if (chat.parentId === null) return;
    this.#children.set(chat.rootId, [chat, ...(this.#children.get(chat.rootId) ?? [])]);
  }

  /** Sub-agents of a root, newest first. */
  childrenOf(chat: Chat): readonly Chat[] {
    return this.#children.get(chat.id) ?? [];
  }

  nextMessageId(): number {
    return ++this.#lastMessageId;
  }

  nextQueuedId(): number {
    return ++this.#lastQueuedId;
  }

  defaultModel(): ModelConfig | undefined {
    return [...this.models.values()].find((model) => model.isDefault && model.enabled);
  }

  providerOf(modelConfigId: string): Provider | undefined {
    return this.providers.get(this.models.get(modelConfigId)?.providerId ?? "");
  }

  /** Calls off everything that runs. */
  close(): void {
    for (const turn of this.turns.values()) turn.abort.abort();
    this.turns.clear();
  }
}
