/** Binds the recorded ids a request speaks of to what stands for them in the deployment under test. */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import type { Bindings } from "./bindings";
import { type Directory, identified } from "./directory";
import { creationIn, idsIn, namedIn, textField } from "./mentions";
import { workspaceNameOf } from "./plan";
import type { Server } from "./server";
import type { TemplateStage } from "./templateStage";

const madeBuild = z.union([
  z.object({ workspace_build: z.object({ id: z.string() }) }).transform((body) => body.workspace_build.id),
  z.object({ id: z.string() }).transform((body) => body.id),
]);

export class Stage {
  readonly #server: Server;
  readonly #world: World;
  readonly #bindings: Bindings;
  readonly #directory: Directory;
  readonly #templates: TemplateStage;
  readonly #requests: readonly RecordedRequest[];
  /** Recorded name of the workspace last spoken of, newest last. */
  readonly #spokenOf: string[] = [];

  constructor(
    server: Server,
    world: World,
    bindings: Bindings,
    directory: Directory,
    templates: TemplateStage,
    requests: readonly RecordedRequest[],
  ) {
    this.#requests = requests;
    this.#server = server;
    this.#world = world;
    this.#bindings = bindings;
    this.#directory = directory;
    this.#templates = templates;
  }

  /** Binds every id a request speaks of, as far as there is something to bind it to. */
  async bindMentions(request: RecordedRequest): Promise<void> {
    const ids = idsIn(request);
    for (const id of ids) {
      const entity = this.#world.get(id);
      const workspace = entity === undefined ? undefined : workspaceNameOf(entity);
      if (workspace !== undefined) this.#speakOf(workspace);
    }
    const named = namedIn(request);
    if (named !== undefined) this.#speakOf(this.#world.get(named.name)?.name ?? named.name);
    for (const id of ids) {
      if (this.#bindings.id(id) !== undefined) continue;
      const here = await this.#find(id, this.#world.get(id), request);
      if (here !== undefined) this.#bindings.bind(id, here);
    }
  }

  #speakOf(name: string): void {
    const index = this.#spokenOf.indexOf(name);
    if (index >= 0) this.#spokenOf.splice(index, 1);
    this.#spokenOf.push(name);
  }

  async #find(id: string, entity: Entity | undefined, request: RecordedRequest): Promise<string | undefined> {
    switch (entity?.kind) {
      case "user":
        return (await this.#server.ask(z.object({ id: z.string() }), "GET", `/api/v2/users/${entity.name}`))
          ?.id;
      case "organization":
        return (await this.#server.ask(z.array(identified), "GET", "/api/v2/organizations"))?.[0]?.id;
      case "workspace":
        return (await this.#directory.workspace(entity.name))?.id;
      case "task":
        return this.#directory.taskId(entity.name);
      case "build": {
        const [name = "", number = ""] = entity.name.split("#");
        const builds = await this.#directory.builds(name);
        return builds.find((build) => build.build_number === Number(number))?.id;
      }
      case "workspace_agent":
        return this.#agentId(entity, request);
      case "template":
      case "template_version":
      case "preset":
        return this.#templates.find(entity);
      case undefined:
        // No answer showed it, but it was somebody's: a workspace agent of a build that is over, or a version.
        if (request.path.startsWith(`/api/v2/workspaceagents/${id}`))
          return this.#agentId(undefined, request);
        return this.#templates.findUnnamed(id, request, this.#world);
      default:
        return undefined;
    }
  }

  /**
   * A workspace agent is only named `main`. Agents and the apps they serve are looked at together, so it is
   * taken from the workspace whose app was asked nearest in time, else from the one last spoken of that has a
   * fitting one: the current one of a running workspace, or, for one that was never seen connected, the last
   * of a stopped one.
   */
  async #agentId(entity: Entity | undefined, request: RecordedRequest): Promise<string | undefined> {
    const lives = entity?.seen.some((state) => state !== "disconnected") === true;
    const bound = new Set(this.#world.ofKind("workspace_agent").map((agent) => this.#bindings.id(agent.id)));
    const others = this.#world.ofKind("workspace").map(({ name }) => name);
    const likely = lives ? this.#appsNear(request) : [];
    for (const name of new Set([...likely, ...[...this.#spokenOf].reverse(), ...others])) {
      const agents = await this.#directory.agents(name);
      const agent = agents.filter(({ current, id }) => current === lives && !bound.has(id)).at(-1);
      if (agent !== undefined) return agent.id;
    }
    return undefined;
  }

  /** The workspaces whose apps are asked through the path proxy, the nearest in time first. */
  #appsNear({ sentAt }: RecordedRequest): readonly string[] {
    const distance = (request: RecordedRequest) => Math.abs(request.sentAt - sentAt);
    return this.#requests
      .filter(({ path }) => path.startsWith("/@"))
      .sort((one, other) => distance(one) - distance(other))
      .flatMap((request) => namedIn(request)?.name ?? []);
  }

  /** The token of the workspace agent that speaks: that of the workspace spoken of last. */
  async agentToken(): Promise<string | undefined> {
    for (const name of [...this.#spokenOf].reverse()) {
      const agent = (await this.#directory.agents(name)).find(({ current }) => current);
      if (agent !== undefined) return agent.token;
    }
    return undefined;
  }

  /** The workspace a request is about, by its recorded name. */
  workspaceOf(request: RecordedRequest): string | undefined {
    const names = idsIn(request).map((id) => {
      const entity = this.#world.get(id);
      return entity === undefined ? undefined : workspaceNameOf(entity);
    });
    return names.find((name) => name !== undefined) ?? namedIn(request)?.name;
  }

  /** Binds the workspace or task a request made. `recorded`: its id, where only the order of requests tells it. */
  bindCreated(request: RecordedRequest, body: unknown, recorded: string | undefined): void {
    const made = identified.safeParse(body).data;
    if (made === undefined) return;
    const entity = recorded === undefined ? undefined : this.#world.get(recorded);
    this.#speakOf(entity?.name ?? textField(request.body, "name") ?? made.name);
    if (entity === undefined) return;
    this.#bindings.bind(entity.id, made.id);
    this.#bindings.bindName(entity.name, made.name);
    this.#directory.setOwner(entity.name, creationIn(request)?.owner ?? "ada");
  }

  /** Binds the build that was just made: later it may be gone with its workspace. */
  bindBuild(workspace: string, number: number, body: unknown): void {
    const id = madeBuild.safeParse(body).data;
    const entity = this.#world.named("build", `${workspace}#${number}`);
    if (id !== undefined && entity !== undefined) this.#bindings.bind(entity.id, id);
  }
}
