/**
 * Our words for a coding agent (DESIGN 2): a Task, a root chat, or a workspace that carries an AI task on a
 * deployment that has neither API. Not Coder's "workspace agent" process.
 */

/** Every status there is (DESIGN 2), in the order of an agent's life. */
export const AGENT_STATUSES = [
  "pending",
  "starting",
  "idle",
  "busy",
  "stopping",
  "stopped",
  "failed",
  "canceling",
  "canceled",
  "deleting",
  "deleted",
  "offline",
] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** Which API an agent lives in. `workspace`: only its workspace is left to manage. */
export const AGENT_KINDS = ["task", "chat", "workspace"] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];

/** Why a person or model should look at an agent now. */
export type AttentionReason = "question" | "failed" | "error" | "offline" | "finished";

/** That somebody should look at an agent now. */
export interface Attention {
  readonly reason: AttentionReason;
  /** Untrusted text from the agent or from Coder; sanitized before it is shown. */
  readonly message?: string;
}

/** The workspace an agent works in. */
interface AgentWorkspace {
  readonly id: string;
  readonly name: string;
  /** Id of the workspace agent process the task's app runs on; null while stopped. */
  readonly workspaceAgentId: string | null;
  /** Id of the app that reports for the task; null where unknown. */
  readonly appId: string | null;
  /** Number of its newest build; absent where the list row lacks it. */
  readonly buildNumber?: number;
}

/** A sub-agent that a chat has started. */
export interface SubAgent {
  readonly id: string;
  /** Untrusted text. */
  readonly title: string;
  readonly status: "busy" | "idle" | "failed";
  readonly unread: boolean;
  /** When it last changed, ISO 8601. */
  readonly updatedAt: string;
}

/** The changes an agent made, and the pull request it opened for them. */
export interface PullRequest {
  readonly url: string;
  /** Null where there is a diff and no pull request. */
  readonly number: number | null;
  /** Name of the branch; absent where the deployment does not say. Untrusted text. */
  readonly branch?: string;
  /** open, closed, merged; empty without a pull request. */
  readonly state: string;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

/** What only chats have (DESIGN 3). */
export interface ChatFacts {
  readonly title: string;
  readonly archived: boolean;
  /** Belongs to somebody else who shares it, or is shared with others. */
  readonly shared: boolean;
  /** Has answers its owner has not looked at. Lists only know it. */
  readonly unread: boolean;
  /** What its newest turn did, in a few words, or what the whole chat is about. Untrusted text. */
  readonly summary: string | null;
  readonly planMode: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly modelId: string | null;
  readonly children: readonly SubAgent[];
  readonly pullRequest: PullRequest | null;
  readonly error: { readonly kind: string; readonly retryable: boolean } | null;
  /** Waits for its turn because the deployment runs as many agents as it may. Known of a single chat only. */
  readonly queuedForCapacity: boolean;
  /** Its workspace was made for it by `create_agent` and goes with it. */
  readonly ownsWorkspace: boolean;
}

/** A text that waits until a busy agent has time for it. */
export interface WaitingMessage {
  readonly id: number;
  /** Untrusted text. */
  readonly text: string;
  readonly createdAt: string;
}

/** What a closer look at a chat brings. */
export interface ChatDetails {
  /** Display name of its model; its id where it is gone. */
  readonly model: string | null;
  readonly waiting: readonly WaitingMessage[];
  /** Millionths of the currency; 0 where prices are unknown. */
  readonly costMicros: number;
  readonly requests: number;
  /** Requests to a model without a known price. */
  readonly unpricedRequests: number;
  /** Tokens of the newest turn and how many the model can hold; null before the first answer. */
  readonly context: { readonly tokens: number; readonly limit: number } | null;
}

/** A model that chats can use. */
export interface ChatModel {
  readonly id: string;
  readonly name: string;
  /** The provider's name for it. */
  readonly model: string;
  readonly default: boolean;
}

/** One agent as every surface shows it. Times are ISO 8601. */
export interface Agent {
  readonly kind: AgentKind;
  /** Id in its API: task id, chat id or workspace id. */
  readonly id: string;
  /** Unique per owner; Coder's spelling. */
  readonly name: string;
  readonly displayName: string;
  /** User name of the owner. */
  readonly owner: string;
  readonly status: AgentStatus;
  /** Why it has this status where Coder says so ("agent has lost connection"). */
  readonly statusReason: string | null;
  readonly attention: Attention | null;
  /** Display name of its template, else the template's name. */
  readonly project: string;
  readonly templateId: string;
  /** Version the agent was built from; its preset names never change. Null where the list row lacks it. */
  readonly templateVersionId: string | null;
  /** Name of its preset; `Unknown` when it cannot be known. Filled by `AgentBackend.withRoles`. */
  readonly role: string;
  /** Newest status message of the agent, null without history. Untrusted text. */
  readonly lastTask: string | null;
  /** Where its newest report leads, such as a pull request; absent where it leads nowhere. Untrusted text. */
  readonly link?: string;
  /** The first prompt. Untrusted text. */
  readonly prompt: string | null;
  readonly workspace: AgentWorkspace | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Since when it has been in its present working state (newest app status); null without one. */
  readonly stateSince: string | null;
  /** Absent of tasks and workspaces. */
  readonly chat?: ChatFacts;
  /** Belongs to somebody else than the caller. Only said of one that was looked up by itself. */
  readonly foreign?: boolean;
}

/** What messages call an agent: with its owner where it is somebody else's. */
export function calledName({ name, owner, foreign }: Pick<Agent, "name"> & Partial<Agent>): string {
  return foreign === true && owner !== undefined ? `${owner}/${name}` : name;
}

/** The role shown when it cannot be known (DESIGN 3: never null). */
export const UNKNOWN_ROLE = "Unknown";

/** The project shown of an agent that belongs to none. */
export const NO_PROJECT = "None";

/** A template agents can be created from. */
export interface Project {
  readonly id: string;
  /** Display name, else name. */
  readonly name: string;
  /** The template's own name: what `template:` searches by. */
  readonly templateName: string;
  readonly description: string;
  readonly organizationId: string;
  readonly activeVersionId: string;
}

/** A preset of a project's active version. */
export interface Role {
  readonly id: string;
  readonly name: string;
  /** Untrusted text; empty where there is none. */
  readonly description: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly default: boolean;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** One report of the agent, newest first in a history. */
export interface HistoryEntry {
  readonly id: string;
  /** Empty where the deployment does not say. */
  readonly created_at: string;
  /** Coder's word: working, idle, complete, failure or failed; `prompt` for a text given to the agent. */
  readonly state: string;
  readonly message: string;
  readonly uri: string;
  readonly needs_user_attention: boolean;
}

/** One entry of an agent's conversation. */
export interface LogEntry {
  readonly id: number;
  readonly content: string;
  /** `input`: given to the agent; `output`: from the agent. */
  readonly type: "input" | "output";
  readonly time: string;
}
