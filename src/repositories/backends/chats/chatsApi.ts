/** The routes of the chats API, read and named. Knows nothing of agents. */
import type { CoderClient, CoderSocket, RequestOptions } from "../../../clients/coderClient";
import type { Route, routes } from "../../../clients/routes";
import { type Agent, calledName, type ChatModel } from "../../../models/agent";
import type { Call } from "../../../models/call";
import {
  type Chat,
  chatCostSchema,
  chatDiffSchema,
  chatListSchema,
  chatMessagesSchema,
  chatModelsSchema,
  chatPromptsSchema,
  chatSchema,
  chatsByWorkspaceSchema,
  chatSentSchema,
} from "../../../models/coder/chat";
import { mayCreate } from "../../mayCreate";
import { orUndefined } from "../../missing";

/** Rows of one list request: about 900 bytes each, so one request is what most fleets need. */
const LIST_LIMIT = 1_000;

/** The routes under either path. */
export type ChatRoutes = typeof routes.chats | typeof routes.chatsExperimental;

/** What a list can be narrowed by. */
export interface ChatQuery {
  /** Coder's search syntax for chats: archived, source, title, … */
  readonly q?: string;
  /** `key:value`, exact. */
  readonly label?: string;
}

/** What is sent to a chat. */
export interface ChatMessageBody {
  readonly text: string;
  readonly whenBusy: "queue" | "interrupt";
  readonly modelId?: string | undefined;
}

/** What a chat is made of. */
export interface NewChat {
  readonly organizationId: string;
  readonly prompt: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly workspaceId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly planMode?: boolean | undefined;
}

/** The fields of a chat that can be changed. */
export interface ChatPatch {
  readonly title?: string;
  readonly archived?: boolean;
  /** Replaces the whole map. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly plan_mode?: "" | "plan";
}

/** A chat in a request, and what errors call it. */
export type ChatReference = Pick<Agent, "id" | "name"> & Pick<Partial<Agent>, "owner" | "foreign">;

/** One method a route. Every method throws `FleetError`s. */
export class ChatsApi {
  readonly #client: CoderClient;
  readonly #routes: ChatRoutes;
  #known: readonly ChatModel[] = [];

  constructor(client: CoderClient, chatRoutes: ChatRoutes) {
    this.#client = client;
    this.#routes = chatRoutes;
  }

  /** The models a chat can use now. */
  async models(call: Call): Promise<readonly ChatModel[]> {
    const configs = await this.#client.json(this.#routes.modelConfigs, { schema: chatModelsSchema }, call);
    this.#known = configs
      .filter(({ enabled }) => enabled)
      .map(({ id, display_name, model, is_default }) => ({
        id,
        model,
        name: display_name || model,
        default: is_default,
      }));
    return this.#known;
  }

  /** What a model is called: asked for only where it was not met before. */
  async modelName(id: string, call: Call): Promise<string> {
    const named = (models: readonly ChatModel[]) => models.find((model) => model.id === id)?.name;
    return named(this.#known) ?? named(await this.models(call)) ?? id;
  }

  /** All root chats that match. The order is by last change, so what moves between two pages is met twice. */
  async list(query: ChatQuery, call: Call): Promise<readonly Chat[]> {
    const found = new Map<string, Chat>();
    for (let offset = 0; ; offset += LIST_LIMIT) {
      const page = await this.#client.json(
        this.#routes.list,
        {
          query: { ...query, limit: LIST_LIMIT, offset: offset === 0 ? undefined : offset },
          schema: chatListSchema,
        },
        call,
      );
      for (const chat of page) found.set(chat.id, chat);
      if (page.length < LIST_LIMIT) return [...found.values()];
    }
  }

  get(id: string, call: Call): Promise<Chat | undefined> {
    return orUndefined(
      this.#client.json(this.#routes.get, { ...about({ id, name: id }), schema: chatSchema }, call),
    );
  }

  /** Id of the newest chat in a workspace. */
  async byWorkspace(workspaceId: string, call: Call): Promise<string | undefined> {
    const query = { workspace_ids: workspaceId };
    const ids = await this.#client.json(
      this.#routes.byWorkspace,
      { query, schema: chatsByWorkspaceSchema },
      call,
    );
    return ids[workspaceId];
  }

  create(chat: NewChat, call: Call): Promise<Chat> {
    const body = {
      organization_id: chat.organizationId,
      content: [{ type: "text", text: chat.prompt }],
      labels: chat.labels,
      workspace_id: chat.workspaceId,
      model_config_id: chat.modelId,
      plan_mode: chat.planMode === true ? "plan" : undefined,
    };
    return this.#client.json(this.#routes.create, { body, schema: chatSchema }, call);
  }

  /** A creation that Coder can only refuse, and refuses otherwise where its AI Gateway is off. */
  async provoke(call: Call): Promise<void> {
    await this.#client.json(this.#routes.create, { body: {}, schema: chatSchema }, call);
  }

  mayCreate(organizationId: string, call: Call): Promise<boolean> {
    return mayCreate(this.#client, "chat", organizationId, call);
  }

  send(chat: ChatReference, { text, whenBusy, modelId }: ChatMessageBody, call: Call) {
    const body = {
      content: [{ type: "text", text }],
      busy_behavior: whenBusy,
      model_config_id: modelId,
    };
    return this.#client.json(this.#routes.send, { ...about(chat), body, schema: chatSentSchema }, call);
  }

  update(chat: ChatReference, body: ChatPatch, call: Call): Promise<void> {
    return this.#client.empty(this.#routes.update, { ...about(chat), body }, call);
  }

  interrupt(chat: ChatReference, call: Call): Promise<Chat> {
    return this.#client.json(this.#routes.interrupt, { ...about(chat), schema: chatSchema }, call);
  }

  messages(chat: ChatReference, query: RequestOptions["query"], call: Call) {
    return this.#client.json(
      this.#routes.messages,
      { ...about(chat), ...(query === undefined ? {} : { query }), schema: chatMessagesSchema },
      call,
    );
  }

  prompts(chat: ChatReference, call: Call) {
    // 2,000 is the most Coder gives.
    const query = { limit: 2_000 };
    return this.#client.json(
      this.#routes.prompts,
      { ...about(chat), query, schema: chatPromptsSchema },
      call,
    );
  }

  cost(chat: ChatReference, call: Call) {
    return this.#client.json(this.#routes.cost, { ...about(chat), schema: chatCostSchema }, call);
  }

  diff(chat: ChatReference, call: Call) {
    return this.#client.json(this.#routes.diff, { ...about(chat), schema: chatDiffSchema }, call);
  }

  removeQueued(chat: ChatReference, message: number, call: Call): Promise<void> {
    return this.#client.empty(this.#routes.removeQueued, queued(chat, message), call);
  }

  promoteQueued(chat: ChatReference, message: number, call: Call): Promise<void> {
    return this.#client.empty(this.#routes.promoteQueued, queued(chat, message), call);
  }

  watch(call: Call): Promise<CoderSocket> {
    return this.#client.socket(this.#routes.watch, {}, call);
  }

  /** Marks the chat as read by its owner, when it opens and when it closes. */
  stream(chat: ChatReference, afterId: number | undefined, call: Call): Promise<CoderSocket> {
    const route: Route = this.#routes.stream;
    return this.#client.socket(route, { ...about(chat), query: { after_id: afterId } }, call);
  }
}

function about(chat: ChatReference) {
  return { params: { chat: chat.id }, subject: { kind: "agent", name: calledName(chat) } } as const;
}

function queued(chat: ChatReference, message: number) {
  return { params: { chat: chat.id, message: String(message) }, subject: about(chat).subject };
}
