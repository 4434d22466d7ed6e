/** Message ids in requests: numbers that only mean something beside the ids the deployment gives. */
import * as z from "zod";
import type { Server } from "../driver/server";
import type { RecordedRequest } from "../recordings/recording";
import { chatIn } from "./chatFinder";

const list = z.object({ messages: z.array(z.object({ id: z.number() })) });
const keys = ["before_id", "after_id"] as const;

/** Ids nobody has: recorders ask for them when they want none. */
const isNobodys = (id: number) => id < 10 || id >= 100_000;

export class MessageIds {
  readonly #server: Server;
  readonly #requests: readonly RecordedRequest[];
  /** By recorded chat: what has to be added to a recorded id. */
  readonly #offsets = new Map<string, number>();

  constructor(server: Server, requests: readonly RecordedRequest[]) {
    this.#server = server;
    this.#requests = requests;
  }

  /** @param here the chat's id in the deployment under test */
  async move(request: RecordedRequest, here: string): Promise<RecordedRequest> {
    const chat = chatIn(request);
    const mentioned = idsOf(request);
    if (chat === undefined || mentioned.length === 0 || mentioned.every(isNobodys)) return request;
    const offset = this.#offsets.get(chat) ?? (await this.#align(chat, here, request));
    if (offset === undefined) return request;
    this.#offsets.set(chat, offset);
    const moved = (text: string) => (isNobodys(Number(text)) ? text : String(Number(text) + offset));
    return {
      ...request,
      path: request.path.replace(/(?<=\/messages\/)\d+$/, moved),
      query: Object.fromEntries(
        Object.entries(request.query).map(([key, value]) => [
          key,
          keys.some((one) => one === key) && /^\d+$/.test(value) ? moved(value) : value,
        ]),
      ),
    };
  }

  /** The highest id spoken of between two changes of a chat is its newest message then. */
  async #align(chat: string, here: string, request: RecordedRequest): Promise<number | undefined> {
    const about = this.#requests.filter((other) => chatIn(other) === chat);
    const changes = about.filter(({ method }) => method !== "GET").map(({ sentAt }) => sentAt);
    const from = Math.max(...changes.filter((at) => at < request.sentAt), -Infinity);
    const to = Math.min(...changes.filter((at) => at >= request.sentAt), Infinity);
    const near = about.filter(({ sentAt }) => sentAt > from && sentAt <= to);
    const highest = Math.max(...near.flatMap(idsOf).filter((id) => !isNobodys(id)));
    const reply = await this.#server.ask(list, "GET", `/api/experimental/chats/${here}/messages`);
    const newest = reply?.messages[0]?.id;
    return newest === undefined || !Number.isFinite(highest) ? undefined : newest - highest;
  }
}

function idsOf(request: RecordedRequest): readonly number[] {
  const inPath = /\/messages\/(\d+)$/.exec(request.path)?.[1];
  const inQuery = keys.map((key) => request.query[key]);
  return [inPath, ...inQuery].filter((text) => text !== undefined && /^\d+$/.test(text)).map(Number);
}
