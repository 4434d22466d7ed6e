import type { Terminal } from "../clients/terminal";
import type { Call } from "../models/call";
import type {
  ExternalAuth,
  Preset,
  RichParameter,
  Template,
  TemplateVersion,
} from "../models/coder/template";
import type { BuildInfo, Organization, User } from "../models/coder/user";
import type {
  AgentMetadata,
  BuildLog,
  Workspace,
  WorkspaceAgent,
  WorkspaceAgentLog,
  WorkspaceBuild,
} from "../models/coder/workspace";
import type { AgentBackend, AgentReference, OwnerScope } from "./agentBackend";

/** Users and their organizations. As of all repositories, every method throws `FleetError`s. */
export interface UserRepository {
  /** The token's own user; asked once per process. */
  me(call: Call): Promise<User>;
  /** The same asked anew: also whether the token is still accepted. */
  verify(call: Call): Promise<User>;
  /** The organizations that user belongs to. */
  organizations(call: Call): Promise<readonly Organization[]>;
  /**
   * Makes sure of a user: searches answer an unknown owner with nothing.
   * @throws ValidationError(bad_argument) where there is none of that name that the token may see
   */
  check(name: string, call: Call): Promise<void>;
}

/** Templates and what their versions offer. */
export interface TemplateRepository {
  /** Templates the token may see. `aiTasksOnly`: those with an AI task. */
  list(options: { aiTasksOnly: boolean }, call: Call): Promise<readonly Template[]>;
  /** Presets of a version; immutable in Coder, so asked once per version and process. */
  presets(versionId: string, call: Call): Promise<readonly Preset[]>;
  /** Rich parameters of a version; immutable, asked once. */
  richParameters(versionId: string, call: Call): Promise<readonly RichParameter[]>;
  /** Sign-ins elsewhere that a version's workspaces need, as they stand for the token's user now. */
  externalAuth(versionId: string, call: Call): Promise<readonly ExternalAuth[]>;
  /** All versions of a template, newest first. */
  versions(templateId: string, call: Call): Promise<readonly TemplateVersion[]>;
}

/** What only administrators of templates may do. */
export interface TemplateAdminRepository {
  version(versionId: string, call: Call): Promise<TemplateVersion>;
  /** The log of a version's import so far, oldest first. */
  logs(versionId: string, call: Call): Promise<readonly BuildLog[]>;
  /** Waits until the import ended, however; `onLog` hears each line. */
  follow(versionId: string, onLog: (log: BuildLog) => void, call: Call): Promise<TemplateVersion>;
  /** Answers the file's id; the same content twice has one id. */
  upload(file: { readonly contentType: string; readonly content: Buffer }, call: Call): Promise<string>;
  /** Queues the import of an uploaded file. Without a template one can be made of it later. */
  createVersion(
    request: {
      readonly organizationId: string;
      readonly fileId: string;
      readonly templateId?: string | undefined;
      readonly name?: string | undefined;
      readonly message?: string | undefined;
    },
    call: Call,
  ): Promise<TemplateVersion>;
  createTemplate(
    request: {
      readonly organizationId: string;
      readonly versionId: string;
      readonly name: string;
      readonly displayName?: string | undefined;
      readonly description?: string | undefined;
    },
    call: Call,
  ): Promise<Template>;
  setActive(templateId: string, versionId: string, call: Call): Promise<void>;
  delete(templateId: string, call: Call): Promise<void>;
}

interface CreateWorkspaceRequest {
  readonly owner: string;
  readonly name: string;
  readonly templateId?: string;
  readonly templateVersionId?: string;
  readonly presetId: string | null;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Workspaces, and the builds that change them. */
export interface WorkspaceRepository {
  /** One page of a search in Coder's syntax (built by `clients/search.ts`); `count` is the total. */
  list(
    query: { readonly q: string; readonly limit?: number; readonly offset?: number },
    call: Call,
  ): Promise<{ readonly workspaces: readonly Workspace[]; readonly count: number }>;
  /** One page of what matches all of these, in Coder's order; without a limit all of it. */
  search(
    query: {
      readonly owner: OwnerScope;
      readonly status?: string | undefined;
      /** The template's own name. */
      readonly template?: string | undefined;
      readonly limit?: number;
      readonly offset?: number;
    },
    call: Call,
  ): Promise<{ readonly workspaces: readonly Workspace[]; readonly count: number }>;
  /** By id or name, as agents are named, one request; undefined where there is none (404) or it is deleted (410). */
  find(reference: AgentReference, call: Call): Promise<Workspace | undefined>;
  create(request: CreateWorkspaceRequest, call: Call): Promise<Workspace>;
  /** Queues a build. Throws `ValidationError(wrong_state)` where one is already active (409). */
  build(workspaceId: string, transition: "start" | "stop" | "delete", call: Call): Promise<WorkspaceBuild>;
}

/** Builds of workspaces. */
export interface BuildRepository {
  get(buildId: string, call: Call): Promise<WorkspaceBuild>;
  /** Asks for the end of a build under way; Coder refuses where its job has ended. */
  cancel(buildId: string, call: Call): Promise<void>;
  /**
   * Waits until the build's job ended, following its log stream (one WebSocket, polls only where it cannot
   * be opened). `onLog` hears each line. Answers the build as it ended, also when it failed.
   */
  follow(buildId: string, onLog: (log: BuildLog) => void, call: Call): Promise<WorkspaceBuild>;
  parameters(
    buildId: string,
    call: Call,
  ): Promise<readonly { readonly name: string; readonly value: string }[]>;
}

/** What the processes in workspaces report. */
export interface WorkspaceAgentRepository {
  /** Its log, oldest line first. `after`: only lines with greater ids. */
  logs(workspaceAgentId: string, call: Call, after?: number): Promise<readonly WorkspaceAgentLog[]>;
  /** The same as it grows, until the connection ends: when another process takes the agent's place, at the latest. */
  followLogs(
    workspaceAgentId: string,
    call: Call,
    after?: number,
  ): AsyncIterable<readonly WorkspaceAgentLog[]>;
  /** The first full report of the agent's metadata stream; empty where the template reports nothing. */
  metadata(workspaceAgentId: string, call: Call): Promise<readonly AgentMetadata[]>;
}

/** Which terminal, and how large. */
export interface TerminalScreen {
  /** A UUID: the same one finds the same process again for five minutes, with the last 64 KiB it put out. */
  readonly reconnectId: string;
  readonly rows: number;
  readonly columns: number;
}

/** A process in a workspace with a terminal of its own. */
export type WorkspaceTerminal = Terminal;

/** Terminals in workspaces. */
export interface TerminalRepository {
  /**
   * Runs a shell text in a workspace, a login shell where it is empty, and answers its raw output. The text travels in
   * a URL, which gets logged. Without a screen it is a terminal of its own, so wide that nothing wraps.
   * The call's signal cuts the connection, not the process.
   */
  open(
    workspaceAgent: Pick<WorkspaceAgent, "id" | "name">,
    command: string,
    call: Call,
    screen?: TerminalScreen,
  ): Promise<WorkspaceTerminal>;
}

/** What only a check of the way to the deployment asks. */
export interface DiagnosisRepository {
  /** Host and port of the proxy in between; undefined where there is none. */
  proxy(): string | undefined;
  /** The deployment's clock, to the second; undefined where it tells none. */
  clock(call: Call): Promise<Date | undefined>;
  /** Whether the token's user may make workspaces in an organization. */
  mayCreateWorkspaces(organizationId: string, call: Call): Promise<boolean>;
  /** Opens a WebSocket and closes it: the log of a template version's import, which is over. */
  openSocket(versionId: string, call: Call): Promise<void>;
}

/** One Coder deployment with one token: everything services may ask of it. */
export interface Deployment {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly users: UserRepository;
  readonly templates: TemplateRepository;
  readonly templateAdmin: TemplateAdminRepository;
  readonly workspaces: WorkspaceRepository;
  readonly builds: BuildRepository;
  readonly workspaceAgents: WorkspaceAgentRepository;
  readonly terminals: TerminalRepository;
  readonly diagnosis: DiagnosisRepository;
  buildInfo(call: Call): Promise<BuildInfo>;
  /** The resource its OAuth2 tokens are for (RFC 9728): the address it is configured with, as it writes it. */
  oauthResource(call: Call): Promise<string>;
  /** Where apps with names of their own live, e.g. `*.apps.example.com`; empty without; asked once per process. */
  appsHost(call: Call): Promise<string>;
  /** Whether it serves MCP itself, at `/api/experimental/mcp/http`; asked once per process. */
  answersMcp(call: Call): Promise<boolean>;
  /** The agent backends this deployment offers, probed once per process, newest kind first; never empty. */
  backends(call: Call): Promise<readonly AgentBackend[]>;
  /** Ends idle connections. */
  close(): void;
}
