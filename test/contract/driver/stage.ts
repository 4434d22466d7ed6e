/** Arranges the deployment as the next request presupposes it, and binds recorded ids to what is there. */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import type { Bindings } from "./bindings";
import { creationIn, idsIn, namedIn, textField } from "./mentions";
import { type MissingBuild, workspaceNameOf } from "./plan";
import type { Server } from "./server";
import type { Happening } from "./story";
import { TemplateStage } from "./templateStage";
import { waitUntil } from "./wait";

const identified = z.object({ id: z.string(), name: z.string() });
const builds = z.array(
  z.object({ id: z.string(), build_number: z.number(), job: z.object({ status: z.string() }) }),
);
const workspaceAgents = z.array(
  z.object({ id: z.string(), token: z.string(), build_number: z.number(), current: z.boolean() }),
);

const isActive = (job: { readonly status: string }) =>
  ["pending", "running", "canceling"].includes(job.status);

export class Stage {
  readonly #server: Server;
  readonly #world: World;
  readonly #bindings: Bindings;
  readonly #templates: TemplateStage;
  /** Who owns a workspace or task, as far as the requests tell; ada owns the rest. */
  readonly #owners = new Map<string, string>();
  /** Recorded name of the workspace last spoken of, newest last. */
  readonly #spokenOf: string[] = [];
  /** Longest wait for something that is on its way, milliseconds. */
  readonly #patienceMs: number;
  readonly #taskBase: string | null;

  constructor(
    server: Server,
    world: World,
    bindings: Bindings,
    requests: readonly RecordedRequest[],
    { patienceMs, taskBase }: { readonly patienceMs: number; readonly taskBase: string | null },
  ) {
    this.#server = server;
    this.#world = world;
    this.#bindings = bindings;
    this.#patienceMs = patienceMs;
    this.#taskBase = taskBase;
    this.#templates = new TemplateStage(server, world, requests);
    for (const request of requests) {
      const made = creationIn(request);
      const named = made?.name === undefined ? namedIn(request) : { owner: made.owner, name: made.name };
      if (named === undefined || this.#owners.has(named.name)) continue;
      const known = world.get(named.name);
      this.#owners.set(known === undefined ? named.name : known.name, named.owner);
    }
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
    if (named !== undefined) this.#speakOf(named.name);
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
        return (await this.#workspace(entity.name))?.id;
      case "task":
        return this.#taskId(entity.name);
      case "build":
        return this.#buildId(entity);
      case "workspace_agent":
        return this.#agentId(entity);
      case "template":
      case "template_version":
      case "preset":
        return this.#templates.find(entity);
      case undefined:
        // Nobody's answer showed it, but it was somebody's: a workspace agent of a build that is over, or a version.
        if (request.path.startsWith(`/api/v2/workspaceagents/${id}`)) return this.#agentId(undefined);
        return this.#templates.findUnnamed(id, request, this.#world);
      default:
        return undefined;
    }
  }

  ownerOf(name: string): string {
    return this.#owners.get(name) ?? "ada";
  }

  async #workspace(name: string): Promise<z.output<typeof identified> | undefined> {
    const path = `/api/v2/users/${this.ownerOf(name)}/workspace/${this.#bindings.name(name)}`;
    return this.#server.ask(identified, "GET", path);
  }

  async #taskId(name: string): Promise<string | undefined> {
    if (this.#taskBase !== "/api/v2/tasks") return (await this.#workspace(name))?.id;
    const path = `${this.#taskBase}/${this.ownerOf(name)}/${this.#bindings.name(name)}`;
    return (await this.#server.ask(identified, "GET", path))?.id;
  }

  async #builds(name: string): Promise<z.output<typeof builds>> {
    const recorded = this.#world.named("workspace", name)?.id;
    const id =
      (recorded === undefined ? undefined : this.#bindings.id(recorded)) ?? (await this.#workspace(name))?.id;
    if (id === undefined) return [];
    return (await this.#server.ask(builds, "GET", `/api/v2/workspaces/${id}/builds`)) ?? [];
  }

  async #buildId(entity: Entity): Promise<string | undefined> {
    const [name = "", number = ""] = entity.name.split("#");
    return (await this.#builds(name)).find((build) => build.build_number === Number(number))?.id;
  }

  /**
   * A workspace agent is only named `main`, so it is taken from the workspace last spoken of that has a
   * fitting one: the current one of a running workspace, or, for one that was never seen connected, the last
   * of a stopped one.
   */
  async #agentId(entity: Entity | undefined): Promise<string | undefined> {
    const lives = entity?.seen.some((state) => state !== "disconnected") === true;
    const bound = new Set(this.#world.ofKind("workspace_agent").map((agent) => this.#bindings.id(agent.id)));
    for (const name of [...this.#spokenOf].reverse()) {
      const fitting = (await this.#agents(name)).filter(
        (agent) => agent.current === lives && !bound.has(agent.id),
      );
      const agent = fitting.at(-1);
      if (agent !== undefined) return agent.id;
    }
    return undefined;
  }

  async #agents(name: string): Promise<z.output<typeof workspaceAgents>> {
    const id = (await this.#workspace(name))?.id;
    if (id === undefined) return [];
    return (await this.#server.ask(workspaceAgents, "GET", `/_embedded/workspaces/${id}/agents`)) ?? [];
  }

  /** The token of the workspace agent that speaks: of the task in the request, else of the one spoken of last. */
  async agentToken(): Promise<string | undefined> {
    for (const name of [...this.#spokenOf].reverse()) {
      const agent = (await this.#agents(name)).find((candidate) => candidate.current);
      if (agent !== undefined) return agent.token;
    }
    return undefined;
  }

  /** Makes a workspace or task that `world.json` names and no request of the folder made. */
  async makeWorkspace(name: string): Promise<void> {
    const owner = this.ownerOf(name);
    const states = (this.#world.named("workspace", name) ?? this.#world.named("task", name))?.seen ?? [];
    const version = await this.#templates.versionFor(name, states);
    if (version === undefined) return;
    const isTask = version.isAi && this.#taskBase === "/api/v2/tasks";
    await this.#server.call(
      "POST",
      isTask ? `${this.#taskBase ?? ""}/me` : "/api/v2/users/me/workspaces",
      {
        name,
        template_version_id: version.id,
        template_version_preset_id: version.presetId,
        ...(isTask ? { input: "Wait for work" } : { rich_parameter_values: version.parameters }),
      },
      owner,
    );
    await this.idle(name);
  }

  /** Makes a build that no request asked for, and sees it through where it was seen finished. */
  async makeBuild(build: MissingBuild): Promise<void> {
    await this.idle(build.workspace);
    const id = (await this.#workspace(build.workspace))?.id;
    if (id === undefined || (await this.#builds(build.workspace)).length >= build.number) return;
    if (build.outcome === "failed") {
      await this.#server.call("POST", `/_embedded/workspaces/${id}/fail-next-build`, {});
    }
    await this.#server.call("POST", `/api/v2/workspaces/${id}/builds`, { transition: build.transition });
    if (build.outcome !== "under way") await this.idle(build.workspace);
  }

  /** Waits until no build of the workspace is active, as a client does before it asks for the next. */
  async idle(name: string): Promise<void> {
    await waitUntil(
      this.#patienceMs,
      async () => !(await this.#builds(name)).some((build) => isActive(build.job)),
    );
  }

  /** As `idle`, for the workspace a request is about. */
  async idleFor(request: RecordedRequest): Promise<void> {
    const entity = idsIn(request)
      .map((id) => this.#world.get(id))
      .find((known) => known !== undefined && workspaceNameOf(known) !== undefined);
    const name = (entity === undefined ? undefined : workspaceNameOf(entity)) ?? namedIn(request)?.name;
    if (name !== undefined) await this.idle(name);
  }

  /** Binds what a creating request made. `recorded` is the recorded id where only the order tells it. */
  bindCreated(request: RecordedRequest, body: unknown, recorded: string | undefined): void {
    const made = identified.safeParse(body).data;
    if (made === undefined) return;
    const entity = recorded === undefined ? undefined : this.#world.get(recorded);
    const name = entity?.name ?? textField(request.body, "name") ?? made.name;
    this.#speakOf(name);
    if (entity === undefined || recorded === undefined) return;
    this.#bindings.bind(recorded, made.id);
    this.#bindings.bindName(entity.name, made.name);
    this.#owners.set(entity.name, creationIn(request)?.owner ?? "ada");
  }

  async happen(happening: Happening): Promise<void> {
    const workspace = await this.#workspace(happening.workspace);
    if (workspace === undefined) return;
    switch (happening.does) {
      case "message":
        await this.#server.call(
          "POST",
          `${this.#taskBase ?? ""}/${this.ownerOf(happening.workspace)}/${happening.workspace}/send`,
          { input: happening.text },
        );
        return;
      case "delete":
        await this.#server.call("POST", `/api/v2/workspaces/${workspace.id}/builds`, {
          transition: "delete",
        });
        return;
      case "agent lost":
      case "agent back":
      case "agent shut down":
      case "app dead":
      case "app back":
        await this.#server.call("POST", `/_embedded/workspaces/${workspace.id}/outage`, {
          what: happening.does,
        });
    }
  }
}
