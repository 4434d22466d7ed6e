/**
 * What the embedded deployment remembers, as plain data. Times are milliseconds since 1970; the JSON a client
 * sees is made from this on request (render/), so that 10,000 workspaces stay small.
 */

import type { NamedValue, Preset, AppBlueprint, Blueprint, AgentBlueprint } from "./blueprint";

/** Whoever can sign in. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** `owner` may see and do everything; no role: a member. */
  readonly roles: readonly "owner"[];
  readonly createdAt: number;
  updatedAt: number;
  lastSeenAt: number;
}

/** What a client signs in with. */
export interface Token {
  /** First part of the token, 10 characters. */
  readonly id: string;
  /** Second part, 22 characters. */
  readonly secret: string;
  readonly userId: string;
  readonly name: string;
  readonly loginType: "token" | "password" | "oauth2_provider_app";
  readonly createdAt: number;
  expiresAt: number;
  lastUsedAt: number;
  readonly lifetimeSeconds: number;
  readonly scope: "all" | "application_connect";
  /** Whom an OAuth2 token is for; absent: for the deployment. */
  readonly audience?: string;
}

/** What workspaces are made of. */
export interface Template {
  readonly id: string;
  readonly organizationId: string;
  name: string;
  displayName: string;
  description: string;
  icon: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly createdBy: string;
  activeVersionId: string;
  defaultTtlMs: number;
  activityBumpMs: number;
  allowUserCancelJobs: boolean;
  deprecationMessage: string;
  deleted: boolean;
}

/** A version of a template's code. */
export interface TemplateVersion {
  readonly id: string;
  templateId: string | null;
  name: string;
  message: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly createdBy: string;
  readonly blueprint: Blueprint;
  readonly presets: readonly Preset[];
  readonly job: Job;
  archived: boolean;
}

/** Coder's words. */
export type JobStatus = "pending" | "running" | "succeeded" | "canceling" | "canceled" | "failed";

/** One piece of work for a provisioner. */
export interface Job {
  readonly id: string;
  readonly type: "workspace_build" | "template_version_import";
  readonly initiatorId: string;
  readonly fileId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  startedAt: number | null;
  completedAt: number | null;
  canceledAt: number | null;
  status: JobStatus;
  error: string | null;
  workerId: string | null;
  /** Null: finished before this process began; made on request. */
  logs: JobLog[] | null;
}

/** A line of Terraform's, or of the provisioner daemon. */
export interface JobLog {
  readonly id: number;
  readonly createdAt: number;
  readonly source: "provisioner" | "provisioner_daemon";
  readonly level: "trace" | "debug" | "info" | "warn" | "error";
  readonly stage: string;
  readonly output: string;
}

/** What a build does. */
export type Transition = "start" | "stop" | "delete";

/** One start, stop or delete of a workspace. */
export interface Build {
  readonly id: string;
  readonly number: number;
  readonly transition: Transition;
  readonly reason: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly templateVersionId: string;
  readonly presetId: string | null;
  readonly initiatorId: string;
  readonly parameters: readonly NamedValue[];
  readonly job: Job;
  deadline: number | null;
  /** Known when the job is done: is this an agent's workspace? */
  hasAiTask: boolean | null;
  /** The workspace agent this build made; null for stop, delete, failed and unfinished builds. */
  agent: WorkspaceAgent | null;
}

type AgentConnection = "connecting" | "connected" | "disconnected" | "timeout";
type AgentLifecycle =
  "created" | "starting" | "start_timeout" | "start_error" | "ready" | "shutting_down" | "off";

/** Coder's workspace agent: the process inside a workspace. */
export interface WorkspaceAgent {
  readonly id: string;
  readonly createdAt: number;
  readonly blueprint: AgentBlueprint;
  /** Authenticates the agent-side routes. */
  readonly token: string;
  connection: AgentConnection;
  lifecycle: AgentLifecycle;
  firstConnectedAt: number | null;
  lastConnectedAt: number | null;
  disconnectedAt: number | null;
  startedAt: number | null;
  readyAt: number | null;
  readonly apps: App[];
  /** Null: started before this process began; made on request. */
  logs: AgentLog[] | null;
}

type AppHealth = "disabled" | "initializing" | "healthy" | "unhealthy";

/** An app in a workspace. */
export interface App {
  readonly id: string;
  readonly blueprint: AppBlueprint;
  health: AppHealth;
  /** False: the process behind it is dead. */
  listening: boolean;
  /** Reports of this process's life, oldest first. */
  readonly statuses: AppStatus[];
  /** How many older reports there are, from before this process began; made on request (render/appStatus). */
  readonly olderStatuses: number;
}

/** What an agent says it is doing. */
export type AppState = "working" | "idle" | "complete" | "failure";

/** A report of an agent. */
export interface AppStatus {
  readonly id: string;
  readonly createdAt: number;
  readonly agentId: string;
  readonly appId: string;
  readonly state: AppState;
  readonly message: string;
  readonly uri: string;
  readonly needsUserAttention: boolean;
}

/** A line of a workspace agent's script. */
export interface AgentLog {
  readonly id: number;
  readonly createdAt: number;
  readonly level: "trace" | "debug" | "info" | "warn" | "error";
  readonly output: string;
  /** Index of the script in the agent's blueprint. */
  readonly script: number;
}

/** One message between a person and a coding agent (AgentAPI). */
export interface Message {
  readonly id: number;
  readonly role: "user" | "agent";
  /** Changes while the agent types. */
  content: string;
  readonly time: number;
}

/** The conversation an agent uploaded before it stopped. */
interface Snapshot {
  readonly takenAt: number;
  readonly messages: readonly Message[];
}

/** What newer builds keep apart from the workspace. */
export interface Task {
  readonly id: string;
  readonly displayName: string;
  readonly createdAt: number;
  prompt: string;
  snapshot: Snapshot | null;
}

/** A workspace with all its builds, oldest first. */
export interface Workspace {
  readonly id: string;
  readonly ownerId: string;
  readonly templateId: string;
  name: string;
  readonly createdAt: number;
  updatedAt: number;
  lastUsedAt: number;
  ttlMs: number | null;
  autostart: string | null;
  automaticUpdates: "always" | "never";
  dormantAt: number | null;
  deleted: boolean;
  /** Users who marked it. */
  readonly favoriteOf: Set<string>;
  /** Oldest first, never empty. */
  readonly builds: Build[];
  latestAppStatus: AppStatus | null;
  /** Null: not a task of its own (always so in tasks-experimental, where a task is its workspace). */
  readonly task: Task | null;
  /** What agent and user said to each other since the last start, oldest first. */
  messages: Message[];
  /** The temporary folder its commands run in; made at first use (see Folders). */
  folder: string | null;
}
