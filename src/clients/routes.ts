/**
 * Every route of a Coder deployment this client can call: the one place they are written down. Requests are
 * made from it, the contract test takes its scope from it, and the record command names its files by it.
 * `{x}` is one path part, filled and percent-encoded by `path.ts`; `{x*}` at the end is the rest of the path.
 */

/** Methods that Coder's API uses. */
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A method and path of the deployment's HTTP API. */
export interface Route {
  readonly method: HttpMethod;
  readonly path: string;
  /** How the answer arrives; `json` when absent. */
  readonly answer?: "json" | "empty" | "socket" | "events";
}

/** Base of the tasks API: `/api/v2/tasks` or, on older deployments, `/api/experimental/tasks`. */
export type TasksBase = "/api/v2/tasks" | "/api/experimental/tasks";

const tasks = <B extends TasksBase>(base: B) =>
  ({
    list: { method: "GET", path: base },
    create: { method: "POST", path: `${base}/{user}` },
    get: { method: "GET", path: `${base}/{user}/{task}` },
    delete: { method: "DELETE", path: `${base}/{user}/{task}`, answer: "empty" },
    input: { method: "PATCH", path: `${base}/{user}/{task}/input`, answer: "empty" },
    send: { method: "POST", path: `${base}/{user}/{task}/send`, answer: "empty" },
    logs: { method: "GET", path: `${base}/{user}/{task}/logs` },
    pause: { method: "POST", path: `${base}/{user}/{task}/pause` },
    resume: { method: "POST", path: `${base}/{user}/{task}/resume` },
  }) as const satisfies Record<string, Route>;

/** Base of the chats API: `/api/experimental/chats` on every recorded deployment, `/api/v2/chats` in Coder's documentation. */
export type ChatsBase = "/api/v2/chats" | "/api/experimental/chats";

const chats = <B extends ChatsBase>(base: B) =>
  ({
    list: { method: "GET", path: base },
    create: { method: "POST", path: base },
    watch: { method: "GET", path: `${base}/watch`, answer: "socket" },
    modelConfigs: { method: "GET", path: `${base}/model-configs` },
    byWorkspace: { method: "GET", path: `${base}/by-workspace` },
    get: { method: "GET", path: `${base}/{chat}` },
    update: { method: "PATCH", path: `${base}/{chat}`, answer: "empty" },
    messages: { method: "GET", path: `${base}/{chat}/messages` },
    send: { method: "POST", path: `${base}/{chat}/messages` },
    interrupt: { method: "POST", path: `${base}/{chat}/interrupt` },
    prompts: { method: "GET", path: `${base}/{chat}/prompts` },
    removeQueued: { method: "DELETE", path: `${base}/{chat}/queue/{message}`, answer: "empty" },
    promoteQueued: { method: "POST", path: `${base}/{chat}/queue/{message}/promote` },
    cost: { method: "GET", path: `${base}/{chat}/cost` },
    diff: { method: "GET", path: `${base}/{chat}/diff` },
    stream: { method: "GET", path: `${base}/{chat}/stream`, answer: "socket" },
  }) as const satisfies Record<string, Route>;

/** The table, by what a route is for. */
export const routes = {
  appsHost: { method: "GET", path: "/api/v2/applications/host" },
  buildInfo: { method: "GET", path: "/api/v2/buildinfo" },
  user: { method: "GET", path: "/api/v2/users/{user}" },
  userOrganizations: { method: "GET", path: "/api/v2/users/{user}/organizations" },
  organizations: { method: "GET", path: "/api/v2/organizations" },

  tasks: tasks("/api/v2/tasks"),
  tasksExperimental: tasks("/api/experimental/tasks"),

  chats: chats("/api/v2/chats"),
  chatsExperimental: chats("/api/experimental/chats"),
  authCheck: { method: "POST", path: "/api/v2/authcheck" },

  workspaces: { method: "GET", path: "/api/v2/workspaces" },
  workspace: { method: "GET", path: "/api/v2/workspaces/{workspace}" },
  workspaceByName: { method: "GET", path: "/api/v2/users/{user}/workspace/{workspaceName}" },
  createWorkspace: { method: "POST", path: "/api/v2/users/{user}/workspaces" },
  workspaceBuilds: { method: "GET", path: "/api/v2/workspaces/{workspace}/builds" },
  createBuild: { method: "POST", path: "/api/v2/workspaces/{workspace}/builds" },
  watchWorkspace: { method: "GET", path: "/api/v2/workspaces/{workspace}/watch-ws", answer: "socket" },

  build: { method: "GET", path: "/api/v2/workspacebuilds/{build}" },
  buildParameters: { method: "GET", path: "/api/v2/workspacebuilds/{build}/parameters" },
  buildLogs: { method: "GET", path: "/api/v2/workspacebuilds/{build}/logs" },
  followBuildLogs: { method: "GET", path: "/api/v2/workspacebuilds/{build}/logs", answer: "socket" },
  cancelBuild: { method: "PATCH", path: "/api/v2/workspacebuilds/{build}/cancel" },

  templates: { method: "GET", path: "/api/v2/templates" },
  template: { method: "GET", path: "/api/v2/templates/{template}" },
  templateVersions: { method: "GET", path: "/api/v2/templates/{template}/versions" },
  templateVersion: { method: "GET", path: "/api/v2/templateversions/{version}" },
  presets: { method: "GET", path: "/api/v2/templateversions/{version}/presets" },
  richParameters: { method: "GET", path: "/api/v2/templateversions/{version}/rich-parameters" },
  externalAuth: { method: "GET", path: "/api/v2/templateversions/{version}/external-auth" },
  templateVersionLogs: { method: "GET", path: "/api/v2/templateversions/{version}/logs" },
  followTemplateVersionLogs: {
    method: "GET",
    path: "/api/v2/templateversions/{version}/logs",
    answer: "socket",
  },

  uploadFile: { method: "POST", path: "/api/v2/files" },
  createTemplateVersion: { method: "POST", path: "/api/v2/organizations/{organization}/templateversions" },
  createTemplate: { method: "POST", path: "/api/v2/organizations/{organization}/templates" },
  setActiveVersion: { method: "PATCH", path: "/api/v2/templates/{template}/versions", answer: "empty" },
  deleteTemplate: { method: "DELETE", path: "/api/v2/templates/{template}", answer: "empty" },

  workspaceAgent: { method: "GET", path: "/api/v2/workspaceagents/{workspaceAgent}" },
  workspaceAgentLogs: { method: "GET", path: "/api/v2/workspaceagents/{workspaceAgent}/logs" },
  followWorkspaceAgentLogs: {
    method: "GET",
    path: "/api/v2/workspaceagents/{workspaceAgent}/logs",
    answer: "socket",
  },
  watchMetadata: {
    method: "GET",
    path: "/api/v2/workspaceagents/{workspaceAgent}/watch-metadata-ws",
    answer: "socket",
  },
  terminal: { method: "GET", path: "/api/v2/workspaceagents/{workspaceAgent}/pty", answer: "socket" },

  /** An app's own HTTP API through the deployment's path proxy (facts/coder-api.md 8). */
  appMessage: { method: "POST", path: "/@{owner}/{workspaceName}.{workspaceAgentName}/apps/{slug}/message" },
  appMessages: { method: "GET", path: "/@{owner}/{workspaceName}.{workspaceAgentName}/apps/{slug}/messages" },
  appStatus: { method: "GET", path: "/@{owner}/{workspaceName}.{workspaceAgentName}/apps/{slug}/status" },
} as const satisfies Record<string, Route | Record<string, Route>>;
