import type { Blueprint } from "./blueprint";
import type { Build, Job, Template, TemplateVersion, Token, User, Workspace, WorkspaceAgent } from "./types";

/** A template's code, as it was uploaded. */
export interface UploadedFile {
  readonly id: string;
  readonly hash: string;
  readonly ownerId: string;
  readonly content: Buffer;
  /** What it declares, where that was not read from the content. */
  readonly blueprint?: Blueprint;
}

/** Where a workspace agent belongs. */
export interface LocatedAgent {
  readonly workspace: Workspace;
  readonly build: Build;
  readonly agent: WorkspaceAgent;
}

const nameKey = (ownerId: string, name: string) => `${ownerId}/${name.toLowerCase()}`;

/** Everything the deployment remembers, with the look-ups its routes need. */
export class Store {
  readonly users = new Map<string, User>();
  readonly tokens = new Map<string, Token>();
  readonly files = new Map<string, UploadedFile>();
  readonly templates = new Map<string, Template>();
  readonly versions = new Map<string, TemplateVersion>();
  readonly workspaces = new Map<string, Workspace>();
  readonly #names = new Map<string, Workspace>();
  readonly #tasks = new Map<string, Workspace>();
  readonly #builds = new Map<string, Workspace>();
  readonly #agents = new Map<string, Workspace>();

  addWorkspace(workspace: Workspace): void {
    this.workspaces.set(workspace.id, workspace);
    this.#names.set(nameKey(workspace.ownerId, workspace.name), workspace);
    if (workspace.task !== null) this.#tasks.set(workspace.task.id, workspace);
    for (const build of workspace.builds) this.#indexBuild(workspace, build);
  }

  addBuild(workspace: Workspace, build: Build): void {
    workspace.builds.push(build);
    this.#indexBuild(workspace, build);
  }

  setAgent(workspace: Workspace, build: Build, agent: WorkspaceAgent): void {
    build.agent = agent;
    this.#agents.set(agent.id, workspace);
  }

  /** Takes the workspace out of every list; it can still be asked for by id with include_deleted. */
  markDeleted(workspace: Workspace): void {
    workspace.deleted = true;
    this.#names.delete(nameKey(workspace.ownerId, workspace.name));
  }

  /** From the moment a task's deletion begins it is no task any more. */
  forgetTask(workspace: Workspace): void {
    if (workspace.task !== null) this.#tasks.delete(workspace.task.id);
  }

  /** The user `me`, a name in any case or an id means. */
  findUser(key: string, me: User): User | undefined {
    if (key === "me") return me;
    const byId = this.users.get(key.toLowerCase());
    if (byId !== undefined) return byId;
    const name = key.toLowerCase();
    for (const user of this.users.values()) if (user.username.toLowerCase() === name) return user;
    return undefined;
  }

  workspaceByName(ownerId: string, name: string): Workspace | undefined {
    return this.#names.get(nameKey(ownerId, name));
  }

  workspaceByTask(taskId: string): Workspace | undefined {
    return this.#tasks.get(taskId);
  }

  build(id: string): { workspace: Workspace; build: Build } | undefined {
    const workspace = this.#builds.get(id);
    const build = workspace?.builds.find((candidate) => candidate.id === id);
    return workspace === undefined || build === undefined ? undefined : { workspace, build };
  }

  agent(id: string): LocatedAgent | undefined {
    const workspace = this.#agents.get(id);
    for (const build of workspace?.builds ?? []) {
      if (workspace !== undefined && build.agent?.id === id) return { workspace, build, agent: build.agent };
    }
    return undefined;
  }

  agentByToken(token: string): LocatedAgent | undefined {
    for (const workspace of this.workspaces.values()) {
      const build = latestBuild(workspace);
      if (build.agent?.token === token) return { workspace, build, agent: build.agent };
    }
    return undefined;
  }

  template(id: string): Template {
    return must(this.templates.get(id), "template", id);
  }

  version(id: string): TemplateVersion {
    return must(this.versions.get(id), "template version", id);
  }

  user(id: string): User {
    return must(this.users.get(id), "user", id);
  }

  #indexBuild(workspace: Workspace, build: Build): void {
    this.#builds.set(build.id, workspace);
    if (build.agent !== null) this.#agents.set(build.agent.id, workspace);
  }
}

/** Every workspace has a build. */
export function latestBuild(workspace: Workspace): Build {
  return must(workspace.builds.at(-1), "build of workspace", workspace.id);
}

/** The workspace agent of the latest build, when it has one. */
export function currentAgent(workspace: Workspace): WorkspaceAgent | null {
  return latestBuild(workspace).agent;
}

/** Whatever it ended in. */
export const isFinished = (job: Job): boolean =>
  job.status === "succeeded" || job.status === "failed" || job.status === "canceled";

/** References inside the store are never dangling; if one is, that is a fault of this program. */
function must<T>(value: T | undefined, kind: string, id: string): T {
  if (value === undefined) throw new Error(`the store has no ${kind} ${id}`);
  return value;
}
