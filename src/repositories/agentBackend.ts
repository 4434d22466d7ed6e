import type { Agent, AgentKind, AgentStatus, HistoryEntry, LogEntry } from "../models/agent";
import type { Call } from "../models/call";
import type { ChatActions, ChatChoices } from "./chatActions";

/** Whose agents a list shows. */
export type OwnerScope =
  { readonly kind: "me" } | { readonly kind: "user"; readonly name: string } | { readonly kind: "all" };

/** What a list can be narrowed by at the deployment; all other filters are the caller's. */
export interface AgentListQuery {
  readonly owner: OwnerScope;
  /** Those put away instead of the others; only chats can be. */
  readonly archived?: boolean;
}

/** The agents of a scope. */
export interface AgentList {
  /** Newest first; `role` is not filled (see `withRoles`). */
  readonly agents: readonly Agent[];
  /** Why agents may be missing from this list; null when it is whole. */
  readonly incomplete: string | null;
}

/** How a caller names an agent. A bare name means the caller's own (`owner` = `me`). */
export type AgentReference = { readonly kind: "id"; readonly id: string } | NameReference;
/** By the names of its owner (`me` or a user name) and its own. */
export interface NameReference {
  readonly kind: "name";
  readonly owner: string;
  readonly name: string;
}

/** Checked and looked up by the service before a backend sees it. */
export interface CreateAgentRequest {
  readonly name: string;
  readonly displayName?: string;
  /** `me` or a user name. */
  readonly owner: string;
  readonly organizationId: string;
  readonly templateId: string;
  readonly templateVersionId: string;
  readonly presetId: string | null;
  readonly prompt: string;
  /** Rich parameters beyond preset and defaults. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Names of project and role as they are shown; chats keep them as labels. */
  readonly projectName?: string;
  readonly roleName?: string;
  readonly chat?: ChatChoices;
}

/** What to do with a text for an agent that works. `refuse` is what Fleet MCP does. */
export type WhenBusy = "refuse" | "queue" | "interrupt";

/** What an agent reported and was given. */
export interface AgentHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where the history begins when it does not reach back to the first day, as a sentence; else null. */
  readonly begins: string | null;
}

/** An agent's conversation. */
export interface AgentLog {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** True when this is what was saved at the last stop, not the living conversation. */
  readonly snapshot: boolean;
  /** When the snapshot was taken, ISO 8601; null without one. */
  readonly snapshotAt: string | null;
  /** Where the log begins when older entries were not read, as a sentence. */
  readonly begins?: string;
}

/** News of a watched list. */
export type AgentChange =
  /** From here on nothing is missed: read the list now. */
  | { readonly kind: "opened" }
  /** One agent is different. */
  | { readonly kind: "changed"; readonly id: string; apply(agent: Agent): Agent }
  /** Agents came or went, or something changed that only a list shows: read it again. */
  | { readonly kind: "outdated" };

/** News of a conversation. */
export type LogUpdate =
  /** Finished entries, oldest first; one with a known id takes that one's place. */
  | { readonly kind: "entries"; readonly entries: readonly LogEntry[] }
  /** All that the agent has written of its next entry so far; empty when that was finished or given up. */
  | { readonly kind: "typing"; readonly text: string }
  | { readonly kind: "status"; readonly status: AgentStatus }
  /** Something to know while waiting, e.g. that a failed request is tried again. */
  | { readonly kind: "notice"; readonly text: string }
  /** The conversation was rewritten: forget what was shown. */
  | { readonly kind: "reset" };

/** A build under way that the caller may follow to its end. */
export interface StartedBuild {
  readonly workspaceId: string;
  readonly buildId: string;
  /** What the workspace does now, Coder's word: pending, starting, stopping. */
  readonly status: string;
}

/** What a delete really did. */
export interface DeleteOutcome {
  /** Sentence for the answer, e.g. that a workspace was kept. Null when everything is deleted. */
  readonly note: string | null;
}

/** What a backend can do; a `false` is answered with `unsupported_by_deployment`. */
export interface AgentCapabilities {
  readonly create: boolean;
  readonly send: boolean;
  readonly cancel: boolean;
  readonly history: boolean;
  readonly log: boolean;
  readonly pause: boolean;
  /** The values of `when_busy` beyond `refuse`. */
  readonly whenBusy: readonly Exclude<WhenBusy, "refuse">[];
  /** Rich parameters can be given at creation. */
  readonly createParameters: boolean;
}

/**
 * One generation of Coder's API for coding agents. The Tasks, Chats and workspace-only implementations stand
 * behind it; services know nothing else. Every method throws a `FleetError` (models/errors.ts): Coder's 404 is
 * `AgentNotFoundError` except in `find`, which answers undefined.
 */
export interface AgentBackend {
  readonly kind: AgentKind;
  readonly capabilities: AgentCapabilities;
  /** What only chats can do; absent of others. */
  readonly chats?: ChatActions;

  /** All agents of the scope, in one pass over the deployment. */
  list(query: AgentListQuery, call: Call): Promise<AgentList>;
  /**
   * One agent by name (any case) or id; undefined when there is none. `role` is not filled. One request, of a
   * chat that rests one more for its workspace; `glance` leaves that out where its state does not matter.
   */
  find(reference: AgentReference, call: Call, glance?: boolean): Promise<Agent | undefined>;
  /** Whether an agent has the name, in any case; absent where `find` tells it as cheaply. */
  nameTaken?(reference: NameReference, call: Call): Promise<boolean>;
  /**
   * The same agents with `role` filled: one request for all whose build was not seen before; what a build was
   * made from and the names of presets are remembered, since they never change.
   */
  withRoles(agents: readonly Agent[], call: Call): Promise<readonly Agent[]>;

  /** Creates an agent and gives it its first task. Answers at once, before the build ended. */
  create(request: CreateAgentRequest, call: Call): Promise<Agent>;
  /** Gives an idle agent its next task, or does as `whenBusy` says. `modelId`: only chats can change theirs. */
  startTask(agent: Agent, text: string, whenBusy: WhenBusy, call: Call, modelId?: string): Promise<void>;
  /** Sends text to an agent whatever it does: an answer to its question, or typed into its terminal. */
  sendInput(agent: Agent, text: string, call: Call): Promise<void>;
  /** Interrupts the work under way. */
  cancelTask(agent: Agent, call: Call): Promise<void>;

  history(agent: Agent, call: Call): Promise<AgentHistory>;
  log(agent: Agent, call: Call): Promise<AgentLog>;

  /** Stops the agent's workspace. Answers when the build is queued. */
  pause(agent: Agent, call: Call): Promise<StartedBuild>;
  /** Starts the agent's workspace again. Answers when the build is queued. */
  resume(agent: Agent, call: Call): Promise<StartedBuild>;
  delete(agent: Agent, call: Call): Promise<DeleteOutcome>;

  /** News of one's own agents until the connection ends; absent where the deployment tells none. */
  watch?(call: Call): AsyncIterable<AgentChange>;
  /**
   * The conversation from the entry after `afterId` on, until the connection ends. It marks the agent as read:
   * only for what a person looks at. Absent where there is no stream.
   */
  follow?(agent: Agent, afterId: number | undefined, call: Call): AsyncIterable<LogUpdate>;
}
