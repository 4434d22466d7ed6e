import type { Agent, ChatDetails, ChatModel, WaitingMessage } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { QueuedMessage } from "../../../models/coder/chat";
import { CoderApiError } from "../../../models/errors";
import type { ChatActions, ChatChanges, CreateChatRequest, PushedBranch } from "../../chatActions";
import type { UserRepository } from "../../deployment";
import { agentFromChat } from "./chatAgent";
import type { ChatPatch, ChatsApi } from "./chatsApi";
import { partsText } from "./conversation";
import { forget, ifWaiting } from "./interrupting";
import { checkLabels, fleetLabels, LABELS } from "./labels";
import type { Questions } from "./questions";
import { said, usableChats } from "./usable";

/** What only chats can do. */
export class ChatsActions implements ChatActions {
  readonly #api: ChatsApi;
  readonly #users: UserRepository;
  readonly #questions: Questions;
  readonly #usable: (organizationId: string, call: Call) => Promise<void>;

  constructor(api: ChatsApi, users: UserRepository, questions: Questions) {
    this.#api = api;
    this.#questions = questions;
    this.#users = users;
    this.#usable = usableChats(api);
  }

  async assertUsable(organizationId: string | undefined, call: Call): Promise<void> {
    await this.#usable(organizationId ?? (await this.#organization(call)), call);
  }

  async createWithoutWorkspace(request: CreateChatRequest, call: Call): Promise<Agent> {
    const chat = {
      organizationId: await this.#organization(call),
      prompt: request.prompt,
      labels: fleetLabels({ agent: request.name }),
      ...request.choices,
    };
    return agentFromChat(await said(this.#api.create(chat, call)));
  }

  async #organization(call: Call): Promise<string> {
    const [first] = (await this.#users.me(call)).organization_ids;
    if (first !== undefined) return first;
    throw new CoderApiError("permission_denied", {
      message: "This user belongs to no organization, so no agent can be made for them.",
      hint: "Ask an administrator of the deployment to add the user to an organization.",
    });
  }

  models(call: Call): Promise<readonly ChatModel[]> {
    return this.#api.models(call);
  }

  async closer(agent: Agent, call: Call): Promise<Agent> {
    if (agent.status !== "busy" || agent.chat === undefined) {
      const [asked] = await this.#questions.fill([agent], call);
      return asked ?? agent;
    }
    const chat = await this.#api.get(agent.id, call);
    if (chat?.queued_for_capacity !== true) return agent;
    const { statusReason } = agentFromChat(chat);
    return { ...agent, statusReason, chat: { ...agent.chat, queuedForCapacity: true } };
  }

  async branch(agent: Agent, call: Call): Promise<PushedBranch | null> {
    const { provider, remote_origin: origin, branch: name } = await this.#api.diff(agent, call);
    return origin === "" || name === "" ? null : { provider, origin, name };
  }

  async details(agent: Agent, call: Call): Promise<ChatDetails> {
    const modelId = agent.chat?.modelId ?? null;
    const [{ messages, queued_messages: waiting }, cost, model] = await Promise.all([
      this.#api.messages(agent, {}, call),
      this.#api.cost(agent, call),
      modelId === null ? null : this.#api.modelName(modelId, call),
    ]);
    const usage = messages.find((message) => message.usage !== null)?.usage;
    return {
      model,
      waiting: waiting.map(waitingMessage),
      costMicros: cost.total_cost_micros,
      requests: cost.request_count,
      unpricedRequests: cost.unpriced_request_count,
      context: usage ? { tokens: usage.total_tokens, limit: usage.context_limit } : null,
    };
  }

  /** Labels are replaced as a whole, so they are read first; the rest is sent in the same request. */
  async update(agent: Agent, changes: ChatChanges, call: Call): Promise<void> {
    const { name, title, archived, planMode, labels } = changes;
    checkLabels(labels ?? {});
    const patch: ChatPatch = {
      ...(title === undefined ? {} : { title }),
      ...(planMode === undefined ? {} : { plan_mode: planMode ? "plan" : "" }),
      ...(name === undefined && labels === undefined
        ? {}
        : {
            labels: await this.#labels(
              agent,
              { ...labels, ...(name === undefined ? {} : { [LABELS.agent]: name }) },
              call,
            ),
          }),
    };
    // Coder applies some of a refused request (facts/coder-chats.md 3); what may be refused for the state goes last.
    if (Object.keys(patch).length > 0) await said(this.#api.update(agent, patch, call), agent);
    if (archived === undefined || archived === agent.chat?.archived) return;
    await said(this.#api.update(agent, { archived }, call), agent);
  }

  async #labels(
    agent: Agent,
    changes: Readonly<Record<string, string | null>>,
    call: Call,
  ): Promise<Record<string, string>> {
    const present = (await this.#api.get(agent.id, call))?.labels ?? agent.chat?.labels ?? {};
    return Object.fromEntries(
      Object.entries({ ...present, ...changes }).flatMap(([key, value]) =>
        value === null ? [] : [[key, value]],
      ),
    );
  }

  async waiting(agent: Agent, call: Call): Promise<readonly WaitingMessage[]> {
    const { queued_messages: waiting } = await this.#api.messages(agent, { limit: 1 }, call);
    return waiting.map(waitingMessage);
  }

  removeWaiting(agent: Agent, messageId: number, call: Call): Promise<boolean> {
    return forget(this.#api, agent, messageId, call);
  }

  promoteWaiting(agent: Agent, messageId: number, call: Call): Promise<boolean> {
    return ifWaiting(said(this.#api.promoteQueued(agent, messageId, call)));
  }
}

function waitingMessage({ id, content, created_at }: QueuedMessage): WaitingMessage {
  return { id, text: partsText(content), createdAt: created_at };
}
