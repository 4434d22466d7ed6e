/** Makes what no request of the folder makes: workspaces, builds, outages. */
import type { World } from "../recordings/world";
import type { Directory } from "./directory";
import type { MissingBuild } from "./plan";
import type { Server } from "./server";
import { type Happening, makings } from "./story";
import type { TemplateStage } from "./templateStage";

export class Maker {
  readonly #server: Server;
  readonly #version: string;
  readonly #world: World;
  readonly #directory: Directory;
  readonly #templates: TemplateStage;

  constructor(server: Server, version: string, world: World, directory: Directory, templates: TemplateStage) {
    this.#server = server;
    this.#version = version;
    this.#world = world;
    this.#directory = directory;
    this.#templates = templates;
  }

  /** A workspace or task that `world.json` names and no request of the folder made. */
  async workspace(name: string): Promise<void> {
    const told = this.#told(name);
    const states = (this.#world.named("workspace", name) ?? this.#world.named("task", name))?.seen ?? [];
    const from = await this.#templates.makeFrom(this.#directory.isTask(name) || told?.isAi === true, states);
    if (from === undefined) return;
    const { ownTasks } = this.#directory;
    const isTask = from.isAi && ownTasks !== null;
    await this.#server.call(
      "POST",
      isTask ? `${ownTasks}/me` : "/api/v2/users/me/workspaces",
      {
        name,
        template_version_id: from.id,
        template_version_preset_id: from.presetId,
        ...(isTask ? { input: "Wait for work" } : { rich_parameter_values: from.parameters }),
        ...told?.body,
      },
      this.#directory.ownerOf(name),
    );
    await this.#directory.idle(name);
  }

  /** A build that no request asked for; sees it through where it was seen finished. Answers what Coder said. */
  async build({ workspace: name, number, transition, outcome }: MissingBuild): Promise<unknown> {
    await this.#directory.idle(name);
    const id = (await this.#directory.workspace(name))?.id;
    if (id === undefined || (await this.#directory.builds(name)).length >= number) return null;
    const told = this.#told(`${name}#${number}`);
    if (outcome === "failed" && told === undefined) {
      await this.#server.call("POST", `/_embedded/workspaces/${id}/fail-next-build`, {});
    }
    const task = this.#taskPath(name);
    const { body } =
      task !== null && transition !== "delete"
        ? await this.#server.call("POST", `${task}/${transition === "stop" ? "pause" : "resume"}`)
        : await this.#server.call("POST", `/api/v2/workspaces/${id}/builds`, { transition, ...told?.body });
    if (outcome !== "under way") await this.#directory.idle(name);
    return body;
  }

  async happen({ does, workspace: name, ...more }: Happening): Promise<void> {
    if (does === "message") {
      await this.#server.call("POST", `${this.#taskPath(name) ?? ""}/send`, {
        input: "text" in more ? more.text : "",
      });
      return;
    }
    const one = await this.#directory.workspace(name);
    const struck = name === "*" ? await this.#directory.allWorkspaces() : one === undefined ? [] : [one];
    for (const { id } of struck) {
      if (does === "delete") {
        await this.#server.call("POST", `/api/v2/workspaces/${id}/builds`, { transition: "delete" });
      } else if (does === "unfavorite") {
        await this.#server.call("DELETE", `/api/v2/workspaces/${id}/favorite`);
      } else if (does === "build reaped") {
        await this.#server.call("POST", `/_embedded/workspaces/${id}/reap-build`, {});
      } else {
        await this.#server.call("POST", `/_embedded/workspaces/${id}/outage`, { what: does });
      }
    }
  }

  #told(name: string) {
    return makings.find((making) => making.version === this.#version && making.name === name);
  }

  #taskPath(name: string): string | null {
    const { ownTasks } = this.#directory;
    return ownTasks === null || !this.#directory.isTask(name)
      ? null
      : `${ownTasks}/${this.#directory.ownerOf(name)}/${name}`;
  }
}
