/** Finds the templates, versions and presets that stand for the recorded ones, and makes the odd ones. */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { creationIn, textField } from "./mentions";
import type { Server } from "./server";

const templateSchema = z.object({ id: z.string(), name: z.string(), active_version_id: z.string() });
type Template = z.output<typeof templateSchema>;
const presets = z
  .array(z.object({ ID: z.string(), Name: z.string() }))
  .nullable()
  .transform((list) => list ?? []);
const parameters = z.array(
  z.object({ name: z.string(), required: z.boolean(), type: z.string(), ephemeral: z.boolean() }),
);
const made = z.object({ template_id: z.string(), version_id: z.string() });

/** What a workspace is made from. */
export interface MakeFrom {
  readonly id: string;
  readonly isAi: boolean;
  readonly presetId?: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

export class TemplateStage {
  readonly #server: Server;
  /** Recorded version id to the name of its template, as far as requests tell. */
  readonly #templateOfVersion = new Map<string, string>();
  /** Recorded versions a task was made from. */
  readonly #aiVersions = new Set<string>();

  constructor(server: Server, requests: readonly RecordedRequest[]) {
    this.#server = server;
    for (const request of requests) {
      const version = textField(request.body, "template_version_id");
      const name = textField(request.body, "name");
      if (version === undefined || request.method !== "POST") continue;
      // The first template of a version is its own; later ones that name it were refused.
      if (
        request.path.endsWith("/templates") &&
        name !== undefined &&
        !this.#templateOfVersion.has(version)
      ) {
        this.#templateOfVersion.set(version, name);
      }
      const preset = textField(request.body, "template_version_preset_id");
      if (creationIn(request) !== undefined && preset !== undefined && request.path.includes("/tasks/")) {
        this.#aiVersions.add(version);
      }
    }
  }

  async find(entity: Entity): Promise<string | undefined> {
    const all = await this.#templates();
    if (entity.kind === "template") {
      return (all.find(({ name }) => name === entity.name) ?? (await this.#make(entity.name, "plain")))?.id;
    }
    if (entity.kind === "preset") {
      for (const template of all) {
        const preset = (await this.#presets(template.active_version_id)).find(
          ({ Name }) => Name === entity.name,
        );
        if (preset !== undefined) return preset.ID;
      }
      return undefined;
    }
    return this.#version(entity, all);
  }

  /** A version is named `v1` or by chance: the template it was made for, its use, or its fate tell which it is. */
  async #version(entity: Entity, all: readonly Template[]): Promise<string | undefined> {
    for (const fate of ["failed", "canceled"] as const) {
      if (entity.seen.includes(fate)) return this.#madeVersion(fate);
    }
    const name = this.#templateOfVersion.get(entity.id);
    const named = all.find((template) => template.name === name);
    if (named !== undefined) return named.active_version_id;
    const ai = await this.#aiTemplate();
    const wanted = this.#aiVersions.has(entity.id) ? ai : all.find((template) => template.id !== ai?.id);
    return wanted?.active_version_id;
  }

  /**
   * A version that no answer ever showed, used to make something: where that came to be (its name is known)
   * but was only seen pending, one no provisioner takes; else one that makes no agent.
   */
  async findUnnamed(id: string, request: RecordedRequest, world: World): Promise<string | undefined> {
    if (textField(request.body, "template_version_id") !== id) return undefined;
    const name = creationIn(request)?.name ?? "";
    const task = world.named("task", name) ?? world.named("workspace", name);
    if (task?.seen.every((state) => state === "pending") === true) return this.#madeVersion("pending");
    const ai = await this.#aiTemplate();
    return (await this.#templates()).find((template) => template.id !== ai?.id)?.active_version_id;
  }

  /** What to make a workspace from: an agent or a plain one, with a preset that leads to the states it was seen in. */
  async makeFrom(isAi: boolean, states: readonly string[]): Promise<MakeFrom | undefined> {
    const ai = await this.#aiTemplate();
    const template = isAi ? ai : (await this.#templates()).find((candidate) => candidate.id !== ai?.id);
    if (template === undefined) return undefined;
    const id = template.active_version_id;
    const wanted =
      states.includes("failed") || (states.includes("error") && !states.includes("active"))
        ? "broken"
        : "coder";
    const preset = (await this.#presets(id)).find(({ Name }) => Name === wanted);
    const declared =
      (await this.#server.ask(parameters, "GET", `/api/v2/templateversions/${id}/rich-parameters`)) ?? [];
    const filled = declared
      .filter((parameter) => parameter.required && !parameter.ephemeral)
      .map((parameter) => ({ name: parameter.name, value: parameter.type === "number" ? "1" : "widgets" }));
    return { id, isAi, parameters: filled, ...(preset === undefined ? {} : { presetId: preset.ID }) };
  }

  async #madeVersion(fate: "failed" | "canceled" | "pending"): Promise<string | undefined> {
    return (await this.#make("", fate))?.versionId;
  }

  async #make(name: string, fate: string): Promise<{ id: string; versionId: string } | undefined> {
    const answer = await this.#server.ask(made, "POST", "/_embedded/templates", { name, fate });
    return answer === undefined ? undefined : { id: answer.template_id, versionId: answer.version_id };
  }

  async #templates(q = ""): Promise<readonly Template[]> {
    const path = `/api/v2/templates${q === "" ? "" : `?q=${encodeURIComponent(q)}`}`;
    return (await this.#server.ask(z.array(templateSchema), "GET", path)) ?? [];
  }

  async #aiTemplate(): Promise<Template | undefined> {
    return (await this.#templates("has-ai-task:true"))[0];
  }

  async #presets(version: string): Promise<z.output<typeof presets>> {
    return (await this.#server.ask(presets, "GET", `/api/v2/templateversions/${version}/presets`)) ?? [];
  }
}
