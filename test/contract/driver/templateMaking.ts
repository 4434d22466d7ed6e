/**
 * Plays the making of templates: uploads, versions and templates. What was uploaded is not in the recordings, only
 * its size and hash: here a template's file declares what the built-in template of that name does.
 */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import type { Bindings } from "./bindings";
import { idsIn, textField } from "./mentions";
import type { Server } from "./server";
import { refusedCode } from "./story";
import { waitUntil } from "./wait";

const identified = z.object({ id: z.string() });
const uploaded = z.object({ hash: z.string() });
const imported = z.object({ job: z.object({ status: z.string() }) });

/** Longest time between the making of a version and the first word about it, milliseconds of the session. */
const longestSilenceMs = 10_000;

const makesVersion = ({ method, path }: RecordedRequest) =>
  method === "POST" && /^\/api\/v2\/organizations\/[^/]+\/templateversions$/.test(path);
/** Whether a request makes a template, or tries to. */
export const makesTemplate = ({ method, path }: RecordedRequest) =>
  method === "POST" && /^\/api\/v2\/organizations\/[^/]+\/templates$/.test(path);

export class TemplateMaking {
  readonly #server: Server;
  readonly #world: World;
  readonly #bindings: Bindings;
  /** The recorded version a request made: the first one spoken of after it that nobody knew before. */
  readonly #versionOf = new Map<RecordedRequest, string>();
  /** Recorded version to the name of the template that was first made from it. */
  readonly #templateOf = new Map<string, string>();
  /** Name of a template that is made by a request to the file it is made from. */
  readonly #files = new Map<string, string>();
  #begun = false;

  constructor(server: Server, world: World, bindings: Bindings, requests: readonly RecordedRequest[]) {
    this.#server = server;
    this.#world = world;
    this.#bindings = bindings;
    const spokenOf = new Set<string>();
    let last: RecordedRequest | undefined;
    for (const request of requests) {
      for (const id of versionsIn(request).filter((one) => !spokenOf.has(one))) {
        spokenOf.add(id);
        if (last === undefined || request.sentAt - last.sentAt > longestSilenceMs) continue;
        this.#versionOf.set(last, id);
        last = undefined;
      }
      if (makesVersion(request)) last = request;
      const [version, name] = [
        textField(request.body, "template_version_id"),
        textField(request.body, "name"),
      ];
      if (!makesTemplate(request) || version === undefined || name === undefined) continue;
      if (!this.#templateOf.has(version)) this.#templateOf.set(version, name);
    }
  }

  /** Takes the templates away that requests make, before the first of these. */
  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    for (const name of new Set(this.#templateOf.values())) {
      const unmade = z.object({ file_id: z.string() });
      const file = await this.#server.ask(unmade, "POST", "/_embedded/unmake-template", { name });
      if (file !== undefined) this.#files.set(name, file.file_id);
    }
  }

  /** Makes what the request needs of files and versions, and binds it. */
  async before(request: RecordedRequest): Promise<void> {
    if (makesVersion(request) || makesTemplate(request)) await this.#begin();
    for (const version of versionsIn(request)) await this.#makeVersion(version);
    const wanted = textField(request.body, "template_version_id");
    if (makesTemplate(request) && wanted !== undefined) await this.#imported(this.#bindings.id(wanted));
    if (!makesVersion(request)) return;
    const [, organization = ""] = /organizations\/([^/]+)/.exec(request.path) ?? [];
    if (this.#world.get(organization) === undefined) await this.#bindOrganization(organization);
    const file = textField(request.body, "file_id") ?? "";
    if (this.#bindings.id(file) !== undefined) return;
    const here = await this.#file(file, this.#versionOf.get(request));
    if (here !== undefined) this.#bindings.bind(file, here);
  }

  /** The request with a body of its own in place of one whose content was not recorded. */
  filled(request: RecordedRequest): RecordedRequest {
    const { body } = request;
    if (typeof body !== "string" || !body.startsWith("<binary ")) return request;
    return { ...request, body: `resource "nothing" {} # ${body}` };
  }

  bindMade(request: RecordedRequest, body: unknown): void {
    const version = this.#versionOf.get(request);
    const made = identified.safeParse(body).data;
    if (version !== undefined && made !== undefined) this.#bindings.bind(version, made.id);
  }

  /** The version a template is made from, where no request of the folder makes it. */
  async #makeVersion(recorded: string): Promise<void> {
    const file = this.#files.get(this.#templateOf.get(recorded) ?? "");
    if (file === undefined || this.#bindings.id(recorded) !== undefined) return;
    const made = await this.#server.ask(
      identified,
      "POST",
      "/api/v2/organizations/default/templateversions",
      {
        name: "v1",
        storage_method: "file",
        provisioner: "terraform",
        file_id: file,
      },
    );
    if (made === undefined) return;
    this.#bindings.bind(recorded, made.id);
    await this.#imported(made.id);
  }

  async #imported(version: string | undefined): Promise<void> {
    if (version === undefined) return;
    await waitUntil(5000, async () => {
      const path = `/api/v2/templateversions/${version}`;
      const status = (await this.#server.ask(imported, "GET", path))?.job.status;
      return status !== "pending" && status !== "running";
    });
  }

  /** The file of a version: its template's, else one that can be imported or, if the version failed, cannot. */
  async #file(recorded: string, version: string | undefined): Promise<string | undefined> {
    const known = this.#files.get(this.#templateOf.get(version ?? "") ?? "");
    if (known !== undefined) return known;
    const failed = this.#world.get(version ?? "")?.seen.includes("failed") === true;
    const code = refusedCode[recorded] ?? (failed ? "no code" : 'resource "nothing" "here" {}');
    return uploaded.safeParse((await this.#server.upload(code)).body).data?.hash;
  }

  /** Of another life of the server: there is only one here. */
  async #bindOrganization(recorded: string): Promise<void> {
    const [only] = (await this.#server.ask(z.array(identified), "GET", "/api/v2/organizations")) ?? [];
    if (only !== undefined) this.#bindings.bind(recorded, only.id);
  }
}

/** The template versions a request speaks of. */
function versionsIn(request: RecordedRequest): readonly string[] {
  const wanted = textField(request.body, "template_version_id");
  const inPath = /^\/api\/v2\/templateversions\/([^/]+)/.exec(request.path)?.[1];
  return idsIn(request).filter((id) => id === wanted || id === inPath);
}
