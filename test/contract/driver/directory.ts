/** Looks up by name what there is in the deployment under test. */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import type { Bindings } from "./bindings";
import { creationIn, namedIn } from "./mentions";
import type { Server } from "./server";
import { waitUntil } from "./wait";

export const identified = z.object({ id: z.string(), name: z.string() });
type Identified = z.output<typeof identified>;

const builds = z.array(
  z.object({ id: z.string(), build_number: z.number(), job: z.object({ status: z.string() }) }),
);
const workspaceAgents = z.array(
  z.object({ id: z.string(), token: z.string(), build_number: z.number(), current: z.boolean() }),
);

const isActive = (job: { readonly status: string }) =>
  ["pending", "running", "canceling"].includes(job.status);

export class Directory {
  readonly #server: Server;
  readonly #world: World;
  readonly #bindings: Bindings;
  /** Who owns a workspace or task, as far as the requests tell; ada owns the rest. */
  readonly #owners = new Map<string, string>();
  /** Longest wait for something that is on its way, milliseconds. */
  readonly #patienceMs: number;
  /** `/api/v2/tasks` where tasks have ids of their own; else null. */
  readonly ownTasks: string | null;

  constructor(
    server: Server,
    world: World,
    bindings: Bindings,
    requests: readonly RecordedRequest[],
    { patienceMs, ownTasks }: { readonly patienceMs: number; readonly ownTasks: string | null },
  ) {
    this.#server = server;
    this.#world = world;
    this.#bindings = bindings;
    this.#patienceMs = patienceMs;
    this.ownTasks = ownTasks;
    for (const request of requests) {
      const made = creationIn(request);
      const named = made?.name === undefined ? namedIn(request) : { owner: made.owner, name: made.name };
      if (named === undefined) continue;
      const name = world.get(named.name)?.name ?? named.name;
      if (!this.#owners.has(name)) this.#owners.set(name, named.owner);
    }
  }

  ownerOf(name: string): string {
    return this.#owners.get(name) ?? "ada";
  }

  setOwner(name: string, owner: string): void {
    this.#owners.set(name, owner);
  }

  isTask(name: string): boolean {
    return this.#world.named("task", name) !== undefined;
  }

  workspace(name: string): Promise<Identified | undefined> {
    const path = `/api/v2/users/${this.ownerOf(name)}/workspace/${this.#bindings.name(name)}`;
    return this.#server.ask(identified, "GET", path);
  }

  async allWorkspaces(): Promise<readonly Identified[]> {
    const list = z.object({ workspaces: z.array(identified) });
    return (await this.#server.ask(list, "GET", "/api/v2/workspaces"))?.workspaces ?? [];
  }

  /** A task's id: its own, or its workspace's in the older generation. */
  async taskId(name: string): Promise<string | undefined> {
    if (this.ownTasks === null) return (await this.workspace(name))?.id;
    const path = `${this.ownTasks}/${this.ownerOf(name)}/${this.#bindings.name(name)}`;
    return (await this.#server.ask(identified, "GET", path))?.id;
  }

  async builds(name: string): Promise<z.output<typeof builds>> {
    const id = (await this.workspace(name))?.id;
    if (id === undefined) return [];
    return (await this.#server.ask(builds, "GET", `/api/v2/workspaces/${id}/builds`)) ?? [];
  }

  /** All workspace agents a workspace ever had, oldest first. */
  async agents(name: string): Promise<z.output<typeof workspaceAgents>> {
    const id = (await this.workspace(name))?.id;
    if (id === undefined) return [];
    return (await this.#server.ask(workspaceAgents, "GET", `/_embedded/workspaces/${id}/agents`)) ?? [];
  }

  /** Waits until no build of the workspace is active, as a client does before it asks for the next. */
  async idle(name: string): Promise<void> {
    await waitUntil(
      this.#patienceMs,
      async () => !(await this.builds(name)).some((build) => isActive(build.job)),
    );
  }
}
