/** The deployment under test, and plain calls to it beside the replay (to look things up and to arrange them). */
import type * as z from "zod";
import { startEmbedded } from "../../support/embedded";
import type { Actor } from "../recordings/recording";
import type { ServerRun } from "./story";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export class Server {
  readonly url: string;
  readonly #tokens: Readonly<Record<"admin" | "member", string>>;
  readonly #moreTokens = new Map<Actor, string>();
  readonly #stop: () => Promise<void>;

  private constructor(url: string, tokens: Record<"admin" | "member", string>, stop: () => Promise<void>) {
    this.url = url;
    this.#tokens = tokens;
    this.#stop = stop;
  }

  /** An empty embedded deployment of the run's generation, that many times faster than a real one. */
  static async start(run: Pick<ServerRun, "generation">, speed: number): Promise<Server> {
    const started = await startEmbedded({ generation: run.generation, agents: 0, speed, control: true });
    return new Server(started.url, { admin: started.token, member: started.memberToken }, () =>
      started.stop(),
    );
  }

  /** The token of an actor; undefined for those without one. */
  token(actor: Actor): string | undefined {
    if (actor === "admin" || actor === "member") return this.#tokens[actor];
    const more = this.#moreTokens.get(actor);
    if (more !== undefined) return more;
    // Well-formed, and nobody's.
    return actor === "other" ? "0123456789-0123456789012345678901" : undefined;
  }

  /** Gives an actor a token of its own. */
  setToken(actor: Actor, token: string): void {
    this.#moreTokens.set(actor, token);
  }

  /** A call of our own; answers that are no JSON have no body. */
  async call(method: string, path: string, body?: unknown, owner = "ada"): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        "Coder-Session-Token": owner === "mia" ? this.#tokens.member : this.#tokens.admin,
        "Content-Type": "application/json",
        // Looking things up must not use up the limit of the requests under test; only owners may.
        ...(owner === "mia" ? {} : { "X-Coder-Bypass-Ratelimit": "true" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, body: isJson && text !== "" ? (JSON.parse(text) as unknown) : null };
  }

  /** Uploads the code of a template. */
  async upload(code: string): Promise<Reply> {
    const response = await fetch(`${this.url}/api/v2/files`, {
      method: "POST",
      headers: {
        "Coder-Session-Token": this.#tokens.admin,
        "Content-Type": "application/x-tar",
        "X-Coder-Bypass-Ratelimit": "true",
      },
      body: code,
    });
    return { status: response.status, body: await response.json() };
  }

  /** As `call`, for what must succeed; undefined when it does not, or answers something else. */
  async ask<S extends z.ZodType>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
    owner?: string,
  ): Promise<z.output<S> | undefined> {
    const reply = await this.call(method, path, body, owner);
    return reply.status < 300 ? schema.safeParse(reply.body).data : undefined;
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}
