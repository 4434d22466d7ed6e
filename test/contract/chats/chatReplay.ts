/**
 * Plays the requests of one session with chats against a fresh embedded deployment, whose time is held and passes
 * as it did then: a fast machine and a slow one see the same. Knows no recorded answer.
 */
import * as z from "zod";
import { Bindings } from "../driver/bindings";
import { exchange, prepare } from "../driver/exchange";
import type { Replayed } from "../driver/replay";
import { Server } from "../driver/server";
import type { Answer, RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { Beginner, chatsPath } from "./beginning";
import { Binder } from "./binder";
import { chatIn, ownerOf, promptIn, promptOf, providerOf } from "./chatFinder";
import { perform } from "./deeds";
import { Listeners } from "./listeners";
import { MessageIds } from "./messageIds";
import { firstMoment, schedule, type Step } from "./schedule";
import { type ChatSession, happenings, subAgents } from "./sessions";
import { pass, setUp } from "./setting";

const identified = z.object({ id: z.string() });
const calls = z.object({
  messages: z.array(z.object({ content: z.array(z.object({ tool_call_id: z.string().optional() })) })),
});
/** Longest silence of a session that is played, milliseconds. */
const longestGapMs = 30 * 60_000;

export async function replayChats(
  session: ChatSession,
  until: number,
  requests: readonly RecordedRequest[],
  world: World,
): Promise<Replayed> {
  const server = await Server.start(session, 1);
  try {
    const inRun = (at: number) => at >= session.from && at < until;
    const mine = happenings.filter(
      ({ version, area, at }) => version === session.version && area === session.area && inRun(at),
    );
    const replay = new ChatReplay(server, requests, world);
    await replay.play(
      session,
      schedule(
        requests.filter(({ sentAt }) => inRun(sentAt)),
        world,
        mine,
      ),
    );
    return { trails: replay.trails(), translate: replay.bindings.translate };
  } finally {
    await server.stop();
  }
}

class ChatReplay {
  readonly bindings = new Bindings();
  readonly server: Server;
  readonly beginner: Beginner;
  readonly binder: Binder;
  readonly #world: World;
  readonly #requests: readonly RecordedRequest[];
  readonly #messageIds: MessageIds;
  readonly #answers = new Map<RecordedRequest, Answer[]>();
  readonly #listeners = new Listeners((request, answer) => {
    this.#keep(request, answer);
  });
  /** Streams to be opened as soon as their chat is there. */
  readonly #awaited: RecordedRequest[] = [];
  /** Streams that were opened as whoever opened them then. */
  readonly #read = new Set<RecordedRequest>();
  #observer: string | undefined;
  /** Of whoever asked last: a token at an unusual place is theirs. */
  #lastToken: string | undefined;
  #clock = 0;

  constructor(server: Server, requests: readonly RecordedRequest[], world: World) {
    this.server = server;
    this.#world = world;
    this.#requests = requests;
    this.beginner = new Beginner(server);
    this.binder = new Binder(server, this.bindings, world, requests, this.beginner);
    this.#messageIds = new MessageIds(server, requests);
  }

  /** The answers to each request, in the order they were given. */
  trails(): Replayed["trails"] {
    return [...this.#answers].map(([{ file }, answers]) => ({ files: [file], answers }));
  }

  async play(session: ChatSession, steps: readonly Step[]): Promise<void> {
    this.#observer = await setUp(this.server, session, this.#world, this.#requests);
    for (const step of steps) {
      if (step.at > this.#clock) {
        if (this.#clock > 0) await pass(this.server, Math.min(step.at - this.#clock, longestGapMs));
        this.#clock = step.at;
      }
      await this.#take(step);
    }
    await this.#listeners.closeAll();
  }

  #take(step: Step): Promise<void> {
    switch (step.kind) {
      case "send":
        return this.#send(step.request);
      case "look":
        return this.#look(step.request);
      case "open":
        return this.#open(step.request, step.at);
      case "close":
        return this.#listeners.close(step.request);
      case "begin":
        return this.#begin(step.chat);
      case "interrupt":
        return this.#interrupt(step.chat);
      case "happen":
        return perform(this, step.deed, step.at);
    }
  }

  async #send(recorded: RecordedRequest): Promise<void> {
    await this.binder.bind(recorded, (chat) => this.#begin(chat));
    const answer = await this.#ask(recorded);
    this.#keep(recorded, answer);
    const made = answer.status === 201 ? identified.safeParse(answer.body).data?.id : undefined;
    if (made === undefined) return;
    const prompt = promptIn(recorded);
    if (prompt !== undefined) await this.came(this.binder.chatBegunWith(prompt, recorded.sentAt), made);
    if (recorded.path.endsWith("/chats/files")) this.binder.addFile(made);
  }

  /** Asks again, where all it speaks of is there. */
  async #look(recorded: RecordedRequest): Promise<void> {
    const chat = chatIn(recorded);
    if (chat !== undefined && this.bindings.id(chat) === undefined) return;
    this.#keep(recorded, await this.#ask(recorded));
  }

  async #ask(recorded: RecordedRequest): Promise<Answer> {
    const request = withOurTitles(await this.#moved(recorded));
    return exchange(prepare(request, this.server, this.bindings, this.#tokenOf(request)));
  }

  #tokenOf({ actor }: RecordedRequest): string | undefined {
    const token = this.server.token(actor) ?? this.#lastToken;
    if (actor !== "other") this.#lastToken = token;
    return token;
  }

  #keep(request: RecordedRequest, answer: Answer): void {
    this.#answers.set(request, [...(this.#answers.get(request) ?? []), answer]);
  }

  /** Numbers and call ids as they are here. */
  async #moved(request: RecordedRequest): Promise<RecordedRequest> {
    const chat = this.bindings.id(chatIn(request) ?? "");
    if (chat === undefined) return request;
    const moved = await this.#messageIds.move(request, chat);
    if (!request.path.endsWith("/tool-results")) return moved;
    const reply = await this.server.ask(calls, "GET", `${chatsPath}/${chat}/messages`);
    const call = reply?.messages
      .flatMap(({ content }) => content)
      .map(({ tool_call_id: id }) => id)
      .find((id) => id !== undefined);
    const body = JSON.stringify(request.body).replace(/call_[0-9a-f]{20}/g, call ?? "");
    return { ...moved, body: JSON.parse(body) };
  }

  async #begin(entity: Entity): Promise<void> {
    if (this.bindings.id(entity.id) !== undefined) return;
    const owner = ownerOf(entity.id, this.#requests);
    if (entity.name in subAgents) {
      const parent = await this.beginner.beginParent(entity.name, owner);
      if (parent !== undefined) this.binder.addChat(undefined, parent);
      return;
    }
    const provider = providerOf(entity);
    const here = await this.beginner.begin({
      prompt: promptOf(entity),
      owner,
      ...(provider === undefined ? {} : { provider }),
    });
    if (here !== undefined) await this.came(entity.id, here);
  }

  /** A chat is there; its recorded id, if any is known. */
  async came(recorded: string | undefined, here: string): Promise<void> {
    this.binder.addChat(recorded, here);
    for (const stream of this.#awaited.filter((one) => recorded !== undefined && chatIn(one) === recorded)) {
      this.#awaited.splice(this.#awaited.indexOf(stream), 1);
      await this.#open(stream, this.#clock, true);
    }
  }

  async #interrupt(recorded: string): Promise<void> {
    const chat = this.bindings.id(recorded);
    if (chat !== undefined) await this.server.call("POST", `${chatsPath}/${chat}/interrupt`);
  }

  /** @param isFirst at the first moment of its chat */
  async #open(recorded: RecordedRequest, at: number, isFirst = false): Promise<void> {
    if (at === firstMoment) {
      this.#awaited.push(recorded);
      return;
    }
    await this.binder.bind(recorded, (chat) => this.#begin(chat));
    const request = await this.#moved(recorded);
    // Of several who try different moments only one may mark the chat as read.
    const isTry = !isFirst && (at < recorded.sentAt || this.#read.has(recorded));
    if (!isTry) this.#read.add(recorded);
    const token = isTry && chatIn(request) !== undefined ? this.#observer : this.#tokenOf(request);
    await this.#listeners.open(recorded, prepare(request, this.server, this.bindings, token), this.#clock);
  }
}

/** Titles are made by the model: the recorder's put two words before the prompt. */
function withOurTitles(request: RecordedRequest): RecordedRequest {
  const q = request.query["q"]?.replace("Fake title ", "");
  return q === undefined ? request : { ...request, query: { ...request.query, q } };
}
