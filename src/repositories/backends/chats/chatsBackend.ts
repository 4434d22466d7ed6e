import { searchQuery } from "../../../clients/search";
import { type Agent, calledName } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { ValidationError } from "../../../models/errors";
import { sameText } from "../../../models/text";
import type {
  AgentBackend,
  AgentCapabilities,
  AgentHistory,
  AgentList,
  AgentListQuery,
  AgentLog,
  AgentReference,
  CreateAgentRequest,
  DeleteOutcome,
  NameReference,
  StartedBuild,
  WhenBusy,
} from "../../agentBackend";
import { newestFirst } from "../../agents/order";
import { busy } from "../../agents/refusals";
import { WorkspaceRows } from "../../agents/workspaceRows";
import type { Repositories } from "../backendOffer";
import { agentFromChat, withStoppedWorkspace, withWorkspace } from "./chatAgent";
import { ChatsActions } from "./chatsActions";
import type { ChatsApi } from "./chatsApi";
import { createChatInWorkspace } from "./createChat";
import { findChat, nameTaken, SHARED } from "./findChat";
import { follow } from "./follow";
import { archive, forget, interruptAll } from "./interrupting";
import { chatLog } from "./log";
import { Questions } from "./questions";
import { said } from "./usable";
import { watch } from "./watch";

const ONLY_SHARED = "Chats of other users are only listed where they are shared with you.";

/** Agents as Coder's Chats: the loop runs in the deployment, a workspace is a tool of it (facts/coder-chats.md 16). */
export class ChatsBackend implements AgentBackend {
  readonly kind = "chat";
  readonly capabilities: AgentCapabilities = {
    create: true,
    send: true,
    cancel: true,
    history: true,
    log: true,
    pause: true,
    whenBusy: ["queue", "interrupt"],
    createParameters: true,
  };
  readonly chats: ChatsActions;
  readonly #api: ChatsApi;
  readonly #repositories: Repositories;
  readonly #rows: WorkspaceRows;
  readonly #questions: Questions;

  constructor(api: ChatsApi, repositories: Repositories) {
    this.#api = api;
    this.#repositories = repositories;
    this.#rows = new WorkspaceRows(repositories.workspaces);
    this.#questions = new Questions(api);
    this.chats = new ChatsActions(api, repositories.users, this.#questions);
  }

  async list({ owner, archived = false }: AgentListQuery, call: Call): Promise<AgentList> {
    const ownsAll = owner.kind === "me" || (owner.kind === "user" && (await this.#isMe(owner.name, call)));
    const only = archived ? ["archived:true"] : [];
    const read = (...terms: readonly string[]) => {
      const q = [...only, ...terms].join(" ");
      return this.#api.list(q === "" ? {} : { q }, call);
    };
    const own = ownsAll || owner.kind === "all";
    const [stopped, ...parts] = await Promise.all([
      own ? this.#stopped(call) : new Set<string>(),
      ...(own ? [read()] : []),
      ...(ownsAll ? [] : [read(SHARED)]),
    ]);
    const chats = new Map(parts.flat().map((chat) => [chat.id, chat]));
    const fitting = [...chats.values()].filter(
      ({ owner_username: name }) => owner.kind !== "user" || sameText(name, owner.name),
    );
    const agents = fitting.map((chat) => {
      const agent = agentFromChat(chat);
      return stopped.has(agent.workspace?.id ?? "") ? withStoppedWorkspace(agent) : agent;
    });
    return {
      agents: newestFirst(agents),
      incomplete: ownsAll ? null : ONLY_SHARED,
    };
  }

  async #isMe(name: string, call: Call): Promise<boolean> {
    return sameText(name, (await this.#repositories.users.me(call)).username);
  }

  /**
   * Ids of one's stopped workspaces. A chat never tells whether its workspace is stopped; one search for them, which
   * are small, tells it for all, while the chats are listed. Whether the others start, stop or are out of reach is
   * told by a look at one agent (`find`).
   */
  async #stopped(call: Call): Promise<ReadonlySet<string>> {
    const q = searchQuery({ owner: "me", status: "stopped" });
    const { workspaces } = await this.#repositories.workspaces.list({ q }, call);
    return new Set(workspaces.map(({ id }) => id));
  }

  async find(reference: AgentReference, call: Call, glance = false): Promise<Agent | undefined> {
    const chat = await findChat(this.#api, this.#repositories.users, reference, call);
    if (chat === undefined) return undefined;
    const agent = agentFromChat(chat);
    // A busy agent is busy whatever its workspace does.
    if (glance || agent.workspace === null || agent.status === "busy") return agent;
    const { id } = agent.workspace;
    return withWorkspace(agent, await this.#repositories.workspaces.find({ kind: "id", id }, call));
  }

  nameTaken(reference: NameReference, call: Call): Promise<boolean> {
    return nameTaken(this.#api, this.#repositories.users, reference, call);
  }

  withRoles(agents: readonly Agent[], call: Call): Promise<readonly Agent[]> {
    return this.#questions.fill(agents, call);
  }

  async create(request: CreateAgentRequest, call: Call): Promise<Agent> {
    await this.chats.assertUsable(request.organizationId, call);
    return createChatInWorkspace(this.#api, this.#repositories, request, call);
  }

  async startTask(
    agent: Agent,
    text: string,
    whenBusy: WhenBusy,
    call: Call,
    modelId?: string,
  ): Promise<void> {
    if (agent.status === "busy" && whenBusy === "refuse") throw busy(agent);
    const body = { text, modelId, whenBusy: whenBusy === "refuse" ? ("queue" as const) : whenBusy };
    const { queued, queued_message: waiting } = await said(this.#api.send(agent, body, call), agent);
    if (!queued || whenBusy !== "refuse" || waiting === null) return;
    // It began to work meanwhile. Where the message's turn has come by now, it was taken after all.
    if (await forget(this.#api, agent, waiting.id, call)) throw busy(agent);
  }

  async sendInput(agent: Agent, text: string, call: Call): Promise<void> {
    await said(this.#api.send(agent, { text, whenBusy: "queue" }, call), agent);
  }

  cancelTask(agent: Agent, call: Call): Promise<void> {
    return said(interruptAll(this.#api, agent, call), agent);
  }

  async history(agent: Agent, call: Call): Promise<AgentHistory> {
    const { prompts } = await this.#api.prompts(agent, call);
    const entries = prompts.map(({ id, text }, index) => ({
      id: String(id),
      // Only of the first prompt it is known: the chat began with it.
      created_at: index === prompts.length - 1 ? agent.createdAt : "",
      state: "prompt",
      message: text,
      uri: "",
      needs_user_attention: false,
    }));
    return { entries, begins: null };
  }

  log(agent: Agent, call: Call): Promise<AgentLog> {
    return chatLog(this.#api, agent, call);
  }

  async pause(agent: Agent, call: Call): Promise<StartedBuild> {
    assertWorkspace(agent);
    await said(interruptAll(this.#api, agent, call), agent);
    return this.#rows.build(agent, "stop", call);
  }

  async resume(agent: Agent, call: Call): Promise<StartedBuild> {
    if (agent.chat?.archived === true) {
      throw new ValidationError("wrong_state", {
        message: `Agent '${calledName(agent)}' is archived.`,
        hint: "update_agent with archived=false brings it back.",
      });
    }
    assertWorkspace(agent);
    return this.#rows.build(agent, "start", call);
  }

  async delete(agent: Agent, call: Call): Promise<DeleteOutcome> {
    const archived = agent.chat?.archived === true;
    const ownsWorkspace = agent.chat?.ownsWorkspace === true;
    if (!archived) await said(interruptAll(this.#api, agent, call), agent);
    // The workspace first: where it cannot be deleted, the agent is still there to be deleted again.
    if (ownsWorkspace) await this.#rows.build(agent, "delete", call);
    if (!archived) await said(archive(this.#api, agent, call), agent);
    const kept = "Coder keeps the archived conversation for a while (30 days by default).";
    if (agent.workspace === null) return { note: kept };
    const { id, name } = agent.workspace;
    return {
      note: ownsWorkspace
        ? `Its workspace '${name}' is deleted too. ${kept}`
        : `Its workspace '${name}' (${id}) was kept: create_agent did not make it. ${kept}`,
    };
  }

  watch(call: Call) {
    return watch(this.#api, call);
  }

  follow(agent: Agent, afterId: number | undefined, call: Call) {
    return follow(this.#api, agent, afterId, call);
  }
}

function assertWorkspace(agent: Agent): void {
  if (agent.workspace !== null) return;
  throw new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' has no workspace to stop or start: it runs in the deployment itself.`,
    hint: "cancel_agent_task interrupts it, start_agent_task gives it its next task; nothing else is needed.",
  });
}
