import { ChatStore } from "./chats/state/chatStore";
import { ProvisionerQueue } from "./engine/queue";
import type { Generation } from "./generation";
import type { Options } from "./options";
import { OAuthState } from "./oauth/state";
import { agentLogs } from "./render/agentLogs";
import { Channel } from "./state/channel";
import { Folders } from "./state/folders";
import { newId, seededRandom } from "./state/random";
import { currentAgent, latestBuild, Store } from "./state/store";
import { Timers } from "./state/timers";
import type { AgentLog, App, AppState, AppStatus, Message, Workspace } from "./state/types";
import type { Worker } from "./state/worker";
import { Terminals } from "./terminal/terminals";

/** Builds that can run at the same time; more wait their turn. */
const provisionerDaemons = 3;

/** How the deployment misbehaves at the moment (control.ts). */
export interface Faults {
  latencyMs: number;
  /** Requests still to be answered with this status, or cut off. */
  failures: { kind: "status" | "drop"; status: number; path: RegExp; remaining: number }[];
  /** Workspaces whose next build fails. */
  readonly failingBuilds: Set<string>;
  /** As if nobody had ever signed up. */
  noFirstUser: boolean;
}

/** One embedded Coder deployment: its state and what changes it. */
export class Deployment {
  readonly options: Options;
  readonly generation: Generation;
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName = "coder";
  readonly store = new Store();
  /** Changes of a workspace, a build's or workspace agent's log, or a chat, by its id. */
  readonly topics = new Channel<void>();
  readonly folders = new Folders();
  readonly terminals = new Terminals();
  readonly timers: Timers;
  readonly startedAt = Date.now();
  /** When its first user and organization were made. */
  readonly foundedAt = this.startedAt - 90 * 24 * 3_600_000;
  readonly queue: ProvisionerQueue;
  readonly faults: Faults;
  readonly chats: ChatStore;
  readonly oauth = new OAuthState();
  /** Origin it is reached at, known once it listens. */
  url = "";
  #worker: Worker | null = null;
  #nextLogId = 1;

  constructor(options: Options, generation: Generation) {
    this.options = options;
    this.generation = generation;
    // Another sequence than the world's, which begins with the seed itself.
    const random = seededRandom(options.seed + 1_000_003);
    this.id = random.uuid();
    this.organizationId = random.uuid();
    this.timers = new Timers(options.speed);
    this.chats = new ChatStore(generation.chats);
    this.queue = new ProvisionerQueue(provisionerDaemons);
    this.faults = {
      latencyMs: options.latencyMs,
      failures: [],
      failingBuilds: new Set(),
      noFirstUser: false,
    };
  }

  /** What it is configured to be reached at. */
  get accessUrl(): string {
    return this.options.accessUrl ?? this.url;
  }

  get worker(): Worker {
    if (this.#worker === null) throw new Error("the deployment has no worker yet");
    return this.#worker;
  }

  set worker(worker: Worker) {
    this.#worker = worker;
  }

  nextLogId(): number {
    return this.#nextLogId++;
  }

  /** Tells everybody who watches this workspace that it changed. */
  changed(workspace: Workspace): void {
    this.topics.publish(workspace.id);
  }

  /** An app of the workspace says what it does; undefined when there is no such app. */
  reportAppStatus(
    workspace: Workspace,
    slug: string,
    report: { state: AppState; message: string; uri?: string },
  ): AppStatus | undefined {
    const agent = currentAgent(workspace);
    const app = findApp(workspace, slug);
    if (agent === null || app === undefined) return undefined;
    const status: AppStatus = {
      id: newId(),
      createdAt: Date.now(),
      agentId: agent.id,
      appId: app.id,
      state: report.state,
      message: report.message,
      uri: report.uri ?? "",
      needsUserAttention: false,
    };
    app.statuses.push(status);
    workspace.latestAppStatus = status;
    this.changed(workspace);
    return status;
  }

  /** Adds to the conversation of a workspace; later changes of `content` need `messageChanged`. */
  appendMessage(workspace: Workspace, role: Message["role"], content: string): Message {
    const message: Message = { id: workspace.messages.length, role, content, time: Date.now() };
    workspace.messages.push(message);
    this.messageChanged(workspace);
    return message;
  }

  /** Tells the app's event streams (topic `messages:<workspace id>`). */
  messageChanged(workspace: Workspace): void {
    this.topics.publish(`messages:${workspace.id}`);
  }

  /** One line of a workspace agent's own log (topic: the agent's id). */
  appendAgentLog(workspace: Workspace, line: Omit<AgentLog, "id" | "createdAt">): void {
    const build = latestBuild(workspace);
    const { agent } = build;
    if (agent === null) return;
    agent.logs ??= [...agentLogs(agent, build)];
    const id = Math.max(this.nextLogId(), (agent.logs.at(-1)?.id ?? 0) + 1);
    agent.logs.push({ id, createdAt: Date.now(), ...line });
    this.topics.publish(agent.id);
  }

  close(): void {
    this.#worker?.close();
    this.chats.close();
    this.terminals.close();
    this.timers.close();
    this.folders.close();
  }
}

function findApp(workspace: Workspace, slug: string): App | undefined {
  return currentAgent(workspace)?.apps.find((app) => app.blueprint.slug === slug);
}
