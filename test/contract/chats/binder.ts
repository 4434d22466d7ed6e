/** Binds the recorded ids a request speaks of to what stands for them in the deployment under test. */
import * as z from "zod";
import type { Bindings } from "../driver/bindings";
import { idsIn, textField } from "../driver/mentions";
import type { Server } from "../driver/server";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { type Beginner, chatsPath } from "./beginning";
import { chatsOf, isNamedAfter } from "./chatFinder";
import { modelNames } from "./sessions";

/** How soon after its beginning a chat is spoken of that no answer gave a name. */
const soonMs = 30_000;
const identified = z.object({ id: z.string() });
const models = z.array(z.object({ id: z.string(), display_name: z.string() }));
const family = z.object({ children: z.array(z.object({ id: z.string(), title: z.string() })) });

export class Binder {
  readonly #server: Server;
  readonly #bindings: Bindings;
  readonly #world: World;
  readonly #requests: readonly RecordedRequest[];
  readonly #beginner: Beginner;
  readonly #chats: readonly Entity[];
  /** Root chats there are here. */
  readonly #roots: string[] = [];
  /** Uploaded files that nobody spoke of yet, oldest first. */
  readonly #files: string[] = [];
  /** Members as they are spoken of: whom one shares with, then oneself. */
  readonly #members = ["max", "mia"];

  constructor(
    server: Server,
    bindings: Bindings,
    world: World,
    requests: readonly RecordedRequest[],
    beginner: Beginner,
  ) {
    this.#server = server;
    this.#bindings = bindings;
    this.#world = world;
    this.#requests = requests;
    this.#beginner = beginner;
    this.#chats = chatsOf(world, requests);
  }

  /** @param begin begins a chat that is not there */
  async bind(request: RecordedRequest, begin: (chat: Entity) => Promise<void>): Promise<void> {
    for (const id of idsIn(request)) {
      if (this.#bindings.id(id) !== undefined) continue;
      const here = await this.#find(id, request, begin);
      if (here !== undefined && this.#bindings.id(id) === undefined) this.#bindings.bind(id, here);
    }
  }

  /** Binds the workspaces a text speaks of. */
  async bindWorkspaces(text: string): Promise<void> {
    for (const { id, name } of this.#world.ofKind("workspace")) {
      const here = text.includes(id) ? await this.workspace(name) : undefined;
      if (here !== undefined) this.#bindings.bind(id, here);
    }
  }

  addChat(recorded: string | undefined, here: string): void {
    this.#roots.push(here);
    if (recorded !== undefined) this.#bindings.bind(recorded, here);
  }

  addFile(here: string): void {
    this.#files.push(here);
  }

  /** The chat begun with this prompt is the first of its name that is spoken of from then on. */
  chatBegunWith(prompt: string, at: number): string | undefined {
    const firstAt = (id: string) =>
      Math.min(
        ...this.#requests
          .filter((other) => other.endedAt > at && idsIn(other).includes(id))
          .map(({ endedAt }) => endedAt),
      );
    const free = this.#chats.filter(({ id }) => this.#bindings.id(id) === undefined);
    const named = free.filter((chat) => isNamedAfter(chat, prompt));
    const candidates = named.length > 0 ? named : free.filter(({ name }) => name === "");
    const [first] = candidates
      .map(({ id }) => ({ id, at: firstAt(id) }))
      .sort((one, other) => (one.at < other.at ? -1 : 1));
    return first === undefined || (named.length === 0 && first.at > at + soonMs) ? undefined : first.id;
  }

  /** The workspace of this name. */
  async workspace(name: string): Promise<string | undefined> {
    for (const owner of ["mia", "ada"]) {
      const found = await this.#server.ask(identified, "GET", `/api/v2/users/${owner}/workspace/${name}`);
      if (found !== undefined) return found.id;
    }
    return undefined;
  }

  async #find(
    id: string,
    request: RecordedRequest,
    begin: (chat: Entity) => Promise<void>,
  ): Promise<string | undefined> {
    const entity = this.#world.get(id) ?? this.#chats.find((chat) => chat.id === id);
    switch (entity?.kind) {
      case "organization":
        return this.#beginner.organization();
      case "user":
        return this.#user(entity.name);
      case "template":
      case "template_version": {
        const list = z.array(z.object({ id: z.string(), active_version_id: z.string() }));
        const query = `exact_name:${entity.kind === "template" ? entity.name : "agent-dev"}`;
        const [found] = (await this.#server.ask(list, "GET", `/api/v2/templates?q=${query}`)) ?? [];
        return entity.kind === "template" ? found?.id : found?.active_version_id;
      }
      case "workspace":
        return this.workspace(entity.name);
      case "chat": {
        const child = await this.#child(entity);
        if (child === undefined) await begin(entity);
        return child ?? this.#bindings.id(id);
      }
      default:
        return this.#unknown(id, request);
    }
  }

  /** What no answer showed: what it is can only be told from where it stands. */
  #unknown(id: string, request: RecordedRequest): Promise<string | undefined> | string | undefined {
    if (isNobodys(id)) return undefined;
    const body = JSON.stringify(request.body ?? null);
    if (request.path.includes(`/members/${id}`)) return this.#user("mia");
    if (body.includes(`"user_roles":{"${id}"`)) return this.#user(this.#members.shift() ?? "ada");
    if (request.path.includes(`/files/${id}`) || body.includes(`"file_id":"${id}"`)) {
      return this.#files.shift();
    }
    return isOrganization(id, request) ? this.#beginner.organization() : this.#model(id, request);
  }

  async #user(name: string): Promise<string | undefined> {
    return (await this.#server.ask(identified, "GET", `/api/v2/users/${name}`))?.id;
  }

  /** A sub-agent of this title that some chat here has spawned. */
  async #child({ name }: Entity): Promise<string | undefined> {
    if (/\[|^Fake title |…$/.test(name)) return undefined;
    for (const root of [...this.#roots].reverse()) {
      const found = await this.#server.ask(family, "GET", `${chatsPath}/${root}`);
      const child = found?.children.find((one) => one.title === name && !this.#bindings.isTaken(one.id));
      if (child !== undefined) return child.id;
    }
    return undefined;
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
    if (known === undefined) return this.#beginner.ownModel();
    const list = (await this.#server.ask(models, "GET", `${chatsPath}/model-configs`)) ?? [];
    return list.find(({ display_name: shown }) => shown === known)?.id;
  }
}

/** Ids recorders ask for when they want none. */
const isNobodys = (id: string) => id.startsWith("00000000-0000-");

const isOrganization = (id: string, request: RecordedRequest): boolean =>
  request.query["organization"] === id ||
  request.path.includes(`/organizations/${id}`) ||
  JSON.stringify(request.body ?? null).includes(`"organization_id":"${id}"`) ||
  JSON.stringify(request.body ?? null).includes(`"group_roles":{"${id}"`);
