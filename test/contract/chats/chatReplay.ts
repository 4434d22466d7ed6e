/** Plays the requests of one session with chats against a fresh embedded deployment. Knows no recorded answer. */
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { Bindings } from "../driver/bindings";
import { exchange, exchangeFrames, prepare } from "../driver/exchange";
import { idsIn, textField } from "../driver/mentions";
import type { Replayed, Trail } from "../driver/replay";
import { Server } from "../driver/server";
import { buildsUnderWay } from "../driver/underWay";
import { waitUntil } from "../driver/wait";
import type { RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import { chatIn, isNamedAfter, ownerOf, promptIn, promptOf } from "./chatFinder";
import { MessageIds } from "./messageIds";
import { type ChatSession, modelNames, switches } from "./sessions";

/** Longest stretch of a session's silence that is waited out, milliseconds of the session. */
const longestGapMs = 5000;
/** Longest time a stream is listened to, milliseconds of the session. */
const mostListeningMs = 60_000;
const chats = "/api/experimental/chats";
const identified = z.object({ id: z.string() });
const status = z.object({ status: z.string() });
const models = z.array(z.object({ id: z.string(), display_name: z.string() }));
const calls = z.object({
  messages: z.array(z.object({ content: z.array(z.object({ tool_call_id: z.string().optional() })) })),
});

export async function replayChats(
  session: ChatSession,
  until: number,
  requests: readonly RecordedRequest[],
  world: World,
  speed: number,
): Promise<Replayed> {
  const server = await Server.start(session, speed);
  try {
    const replay = new ChatReplay(server, requests, world, speed);
    await replay.prepare();
    const inRun = (at: number) => at >= session.from && at < until;
    await replay.play(
      requests.filter(({ sentAt }) => inRun(sentAt)),
      switches.filter(
        ({ version, area, at }) => version === session.version && area === session.area && inRun(at),
      ),
    );
    return { trails: replay.trails, translate: (text) => replay.bindings.translate(text) };
  } finally {
    await server.stop();
  }
}

class ChatReplay {
  readonly trails: Trail[] = [];
  readonly bindings = new Bindings();
  readonly #server: Server;
  readonly #requests: readonly RecordedRequest[];
  readonly #world: World;
  readonly #speed: number;
  readonly #messageIds: MessageIds;
  /** Sockets that are listened to beside the rest. */
  readonly #listening: Promise<void>[] = [];
  /** Streams that were opened when their chat came. */
  readonly #opened = new Set<RecordedRequest>();
  #clock = 0;

  constructor(server: Server, requests: readonly RecordedRequest[], world: World, speed: number) {
    this.#server = server;
    this.#requests = requests;
    this.#world = world;
    this.#speed = speed;
    this.#messageIds = new MessageIds(server, requests);
  }

  /** As the recorder found the server: no models, two members without the role for agents. */
  async prepare(): Promise<void> {
    const served = { base: chats, no_models: true, agent_users: [] };
    await this.#server.call("POST", "/_embedded/chats", served);
    const max = await this.#server.ask(z.object({ token: z.string() }), "POST", "/_embedded/users", {
      username: "max",
      name: "Max Member",
    });
    if (max !== undefined) this.#server.setToken("member2", max.token);
    await this.#server.call("POST", "/_embedded/templates", { name: "agent-dev", fate: "agent" });
  }

  async play(
    requests: readonly RecordedRequest[],
    thrown: readonly { readonly at: number; readonly body: unknown }[],
  ): Promise<void> {
    const left = [...thrown];
    this.#clock = requests[0]?.sentAt ?? 0;
    for (const request of requests) {
      while (left[0] !== undefined && left[0].at <= request.sentAt) {
        await this.#server.call("POST", "/_embedded/chats", left.shift()?.body);
      }
      const gapMs = Math.min(Math.max(0, request.sentAt - this.#clock), longestGapMs);
      await delay(gapMs / this.#speed);
      this.#clock = Math.max(this.#clock, request.sentAt);
      await this.#send(request);
    }
    await Promise.all(this.#listening);
  }

  async #send(recorded: RecordedRequest): Promise<void> {
    if (this.#opened.has(recorded)) return;
    for (const id of idsIn(recorded)) {
      if (this.bindings.id(id) !== undefined) continue;
      const here = await this.#find(id, recorded);
      if (here !== undefined) this.bindings.bind(id, here);
    }
    if (this.#opened.has(recorded)) return;
    const request = await this.#moved(recorded);
    const prepared = prepare(request, this.#server, this.bindings, this.#server.token(request.actor));
    if (request.socket !== null) {
      this.#listen(request, request.endedAt - request.sentAt);
      return;
    }
    const answer = await exchange(prepared);
    this.trails.push({ files: [request.file], answers: [answer] });
    if (answer.status === 201) this.#bindCreated(recorded, identified.safeParse(answer.body).data?.id);
  }

  /** Numbers and call ids as they are here. */
  async #moved(request: RecordedRequest): Promise<RecordedRequest> {
    const chat = this.bindings.id(chatIn(request) ?? "");
    if (chat === undefined) return request;
    const moved = await this.#messageIds.move(request, chat);
    if (!request.path.endsWith("/tool-results")) return moved;
    const reply = await this.#server.ask(calls, "GET", `${chats}/${chat}/messages`);
    const call = reply?.messages
      .flatMap(({ content }) => content)
      .map(({ tool_call_id: id }) => id)
      .find((id) => id !== undefined);
    const body = JSON.stringify(request.body).replace(/call_[0-9a-f]{20}/g, call ?? "");
    return { ...moved, body: JSON.parse(body) };
  }

  /** The chat a request began is the first of its name that is spoken of from then on. */
  #bindCreated(request: RecordedRequest, here: string | undefined): void {
    const prompt = promptIn(request);
    if (here === undefined || prompt === undefined) return;
    const free = this.#world
      .ofKind("chat")
      .filter((entity) => this.bindings.id(entity.id) === undefined && isNamedAfter(entity, prompt));
    const firstAt = (id: string) =>
      Math.min(
        ...this.#requests
          .filter((other) => other.endedAt > request.sentAt && idsIn(other).includes(id))
          .map(({ endedAt }) => endedAt),
      );
    const [first] = free.sort((one, other) => firstAt(one.id) - firstAt(other.id));
    if (first !== undefined && firstAt(first.id) < Infinity) this.#came(first.id, here);
  }

  /** A chat is there; a stream of it that nothing came before was opened at once. */
  #came(recorded: string, here: string): void {
    this.bindings.bind(recorded, here);
    const stream = this.#requests.find(
      (one) => one.socket !== null && chatIn(one) === recorded && !one.path.endsWith("/git"),
    );
    if (stream === undefined || Object.keys(stream.query).length > 0 || this.#opened.has(stream)) return;
    const before = this.#requests.some(
      (one) => one.method !== "GET" && chatIn(one) === recorded && one.endedAt < stream.sentAt - longestGapMs,
    );
    if (before) return;
    this.#opened.add(stream);
    this.#listen(stream, Math.min(stream.endedAt - this.#clock, mostListeningMs));
  }

  #listen(request: RecordedRequest, forMs: number): void {
    const prepared = prepare(request, this.#server, this.bindings, this.#server.token(request.actor));
    const listening = exchangeFrames(prepared, request.socket?.frames ?? [], {
      hangUpAfterMs: Math.max(forMs / this.#speed, 200),
      limitMs: 60_000,
      speed: this.#speed,
    }).then((answer) => {
      this.trails.push({ files: [request.file], answers: [answer] });
    });
    this.#listening.push(listening);
  }

  async #find(id: string, request: RecordedRequest): Promise<string | undefined> {
    const entity = this.#world.get(id);
    switch (entity?.kind) {
      case "organization":
        return this.#organization();
      case "user":
        return (await this.#server.ask(identified, "GET", `/api/v2/users/${entity.name}`))?.id;
      case "template":
      case "template_version": {
        const list = z.array(z.object({ id: z.string(), active_version_id: z.string() }));
        const query = `exact_name:${entity.kind === "template" ? entity.name : "agent-dev"}`;
        const [found] = (await this.#server.ask(list, "GET", `/api/v2/templates?q=${query}`)) ?? [];
        return entity.kind === "template" ? found?.id : found?.active_version_id;
      }
      case "workspace":
        return (await this.#workspace(entity.name)) ?? this.#makeWorkspace(id, entity.name);
      case "chat":
        return this.#begin(id, promptOf(entity), request);
      default:
        return isOrganization(id, request) ? this.#organization() : this.#model(id, request);
    }
  }

  async #organization(): Promise<string | undefined> {
    return (await this.#server.ask(z.array(identified), "GET", "/api/v2/organizations"))?.[0]?.id;
  }

  /** A workspace that was there before the session. */
  async #makeWorkspace(id: string, name: string): Promise<string | undefined> {
    const templates = z.array(identified);
    const query = "/api/v2/templates?q=exact_name:agent-dev";
    const [template] = (await this.#server.ask(templates, "GET", query)) ?? [];
    const body = { template_id: template?.id, name };
    const owner = ownerOf(id, this.#requests);
    const made = await this.#server.ask(identified, "POST", "/api/v2/users/me/workspaces", body, owner);
    await waitUntil(
      1000 + 10_000 / this.#speed,
      async () => (await buildsUnderWay(this.#server)).length === 0,
    );
    return made?.id;
  }

  async #workspace(name: string): Promise<string | undefined> {
    for (const owner of ["mia", "ada"]) {
      const found = await this.#server.ask(identified, "GET", `/api/v2/users/${owner}/workspace/${name}`);
      if (found !== undefined) return found.id;
    }
    return undefined;
  }

  /** Begins a chat that no request of the folder began, and lets it come to rest unless it is streamed at once. */
  async #begin(id: string, prompt: string, request: RecordedRequest): Promise<string | undefined> {
    const owner = ownerOf(id, this.#requests);
    const body = {
      organization_id: await this.#organization(),
      content: [{ type: "text", text: prompt }],
      ...(/\[(err|quota|bad|drop)/.test(prompt) ? { model_config_id: await this.#ownModel() } : {}),
      ...(/\[dyn (\w+)\]/.test(prompt)
        ? { unsafe_dynamic_tools: [{ name: /\[dyn (\w+)\]/.exec(prompt)?.[1] }] }
        : {}),
      ...(prompt.includes("[ask]") ? { plan_mode: "plan" } : {}),
    };
    const chat = await this.#server.ask(identified, "POST", chats, body, owner);
    if (chat !== undefined) this.#came(id, chat.id);
    if (chat !== undefined && request.socket === null) {
      await waitUntil(500 + 3000 / this.#speed, async () => {
        const now = await this.#server.ask(status, "GET", `${chats}/${chat.id}`);
        return now?.status !== "running";
      });
      await delay(100 / this.#speed + 20);
    }
    return chat?.id;
  }

  /** Models and providers are told apart by the names the recorder gave them. */
  async #model(id: string, request: RecordedRequest): Promise<string | undefined> {
    const name = textField(request.body, "display_name");
    if (textField(request.body, "ai_provider_id") === id) {
      const list = (await this.#server.ask(models, "GET", "/api/v2/ai/providers")) ?? [];
      return (list.find(({ display_name: shown }) => shown === name) ?? list[0])?.id;
    }
    if (textField(request.body, "model_config_id") !== id) return undefined;
    const known = modelNames[id];
    if (known === undefined) return this.#ownModel();
    const list = (await this.#server.ask(models, "GET", `${chats}/model-configs`)) ?? [];
    return list.find(({ display_name: shown }) => shown === known)?.id;
  }

  /** A model of a provider of its own, so that its failures are nobody else's. */
  async #ownModel(): Promise<string | undefined> {
    const name = `own-${this.trails.length}`;
    const provider = await this.#server.ask(identified, "POST", "/api/v2/ai/providers", {
      type: "openai-compat",
      name,
      enabled: true,
      base_url: "http://127.0.0.1/v1",
      api_keys: ["sk-own-key"],
    });
    const model = await this.#server.ask(identified, "POST", `${chats}/model-configs`, {
      ai_provider_id: provider?.id,
      model: "fake-sonnet",
      context_limit: 200_000,
    });
    return model?.id;
  }
}

/** Ids recorders ask for when they want none. */
const isNobodys = (id: string) => id.startsWith("00000000-0000-");

const isOrganization = (id: string, request: RecordedRequest): boolean =>
  (request.query["organization"] === id ||
    request.path.includes(`/organizations/${id}`) ||
    JSON.stringify(request.body ?? null).includes(`"organization_id":"${id}"`)) &&
  !isNobodys(id);
