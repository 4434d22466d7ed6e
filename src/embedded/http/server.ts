import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Deployment } from "../deployment";
import type { Route } from "./route";
import { authenticate, tokenOf } from "./auth";
import { Context, type Session } from "./context";
import { HttpError, ReplyError, routeNotFound } from "./errors";
import { nextFault } from "./faults";
import { isAllowedOrigin, isOwnHost } from "./origin";
import { limitOf, RateLimiter } from "./rateLimit";
import { html, json, type Reply } from "./reply";
import { commonHeaders, send } from "./respond";
import { type Match, Router } from "./router";
import { SocketServer } from "./sockets";

const slimPage = "Slim build of Coder, does not contain the frontend static files.";

/** The HTTP face of a deployment: every request goes through here, in the order of Coder's middlewares. */
export class HttpServer {
  readonly #deployment: Deployment;
  readonly #router: Router;
  readonly #limiter = new RateLimiter();
  readonly #sockets = new SocketServer();
  readonly #server: Server;

  constructor(deployment: Deployment, routes: readonly Route[]) {
    this.#deployment = deployment;
    this.#router = new Router(routes, ({ isServed }) => isServed?.(deployment) ?? true);
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on("upgrade", (request, socket, head) => {
      this.#upgrade(request, socket, head).catch(() => socket.destroy());
    });
  }

  /** Resolves with the port when it listens on 127.0.0.1. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return address.port;
  }

  async close(): Promise<void> {
    this.#sockets.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = urlOf(request);
    if ((await this.#disturb(url)) === "drop") {
      request.socket.destroy();
      return;
    }
    const headers = commonHeaders(this.#deployment);
    let reply: Reply;
    try {
      reply = await this.#handle(request, url, headers);
    } catch (error) {
      reply = replyOf(error);
    }
    await send(request, response, reply, headers);
  }

  async #handle(request: IncomingMessage, url: URL, headers: Record<string, string>): Promise<Reply> {
    this.#guard(request, url);
    const method = request.method ?? "GET";
    const match = this.#router.find(method, url.pathname);
    const session = this.#session(request, url, headers, limitOf(method, url.pathname));
    if (match.kind === "wrong_method") {
      return { kind: "empty", status: 405, headers: { Allow: match.allow } };
    }
    if (match.kind === "none") {
      if (isApi(url.pathname, this.#deployment)) throw routeNotFound();
      // The dashboard has no limits, but 2.26 counts whatever is below its routes for tasks.
      if (!url.pathname.startsWith("/api/experimental/tasks/")) forgetLimits(headers);
      return html(slimPage);
    }
    return match.route.handler(this.#context(request, url, match, session));
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = urlOf(request);
    const headers = { ...commonHeaders(this.#deployment), Vary: "Cookie" };
    socket.on("error", () => socket.destroy());
    try {
      if ((await this.#disturb(url)) === "drop") {
        socket.destroy();
        return;
      }
      const match = this.#router.findSocket(url.pathname);
      if (match.kind !== "found") {
        await this.#sockets.refuse(socket, await this.#handle(request, url, headers), headers);
        return;
      }
      this.#guard(request, url);
      const session = this.#session(request, url, headers, limitOf("GET", url.pathname));
      const handler = await match.route.open(this.#context(request, url, match, session));
      this.#sockets.accept(request, socket, head, headers, handler);
    } catch (error) {
      await this.#sockets.refuse(socket, replyOf(error), headers);
    }
  }

  /** Added delay and broken modes. */
  async #disturb(url: URL): Promise<"drop" | null> {
    const { faults } = this.#deployment;
    if (faults.latencyMs > 0) await delay(faults.latencyMs);
    if (url.pathname.startsWith("/_embedded/")) return null;
    return nextFault(faults, url.pathname)?.kind === "drop" ? "drop" : null;
  }

  #guard(request: IncomingMessage, url: URL): void {
    if (!isOwnHost(request.headers.host, this.#deployment.url)) {
      throw new HttpError(403, "Forbidden.", "The Host header names another server.");
    }
    if (!isAllowedOrigin(request.headers.origin, this.#deployment.url)) {
      throw new HttpError(403, "Forbidden.", "The Origin header names another site.");
    }
    if (url.pathname.startsWith("/_embedded/")) return;
    const status = nextFault(this.#deployment.faults, url.pathname, true)?.status;
    if (status !== undefined) throw new HttpError(status, "An internal server error occurred.");
  }

  /** Who asks, counted against the limit first: a user by id, a stranger by address. */
  #session(
    request: IncomingMessage,
    url: URL,
    headers: Record<string, string>,
    limit: number,
  ): Session | HttpError {
    let session: Session | HttpError;
    try {
      session = authenticate(this.#deployment, tokenOf(request, url));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      session = error;
    }
    if (!/^\/(api\/|@)/.test(url.pathname)) return session;
    // 2.26 asks who it is before it counts there.
    const signInFirst = this.#deployment.generation.old && url.pathname.startsWith("/api/experimental/");
    if (signInFirst && session instanceof HttpError) throw session;
    const owner = !(session instanceof HttpError) && session.user.roles.includes("owner");
    if (request.headers["x-coder-bypass-ratelimit"] === "true") {
      if (owner) return session;
      throw new HttpError(428, 'The request header "X-Coder-Bypass-Ratelimit" is only for owners.');
    }
    const caller = session instanceof HttpError ? (request.socket.remoteAddress ?? "") : session.user.id;
    Object.assign(headers, this.#limiter.count(caller, url.pathname, limit));
    return session;
  }

  #context(
    request: IncomingMessage,
    url: URL,
    match: Extract<Match<Route>, { kind: "found" }>,
    session: Session | HttpError,
  ): Context {
    if (session instanceof HttpError && match.route.auth !== "none") throw session;
    return new Context({
      deployment: this.#deployment,
      request,
      url,
      params: match.params,
      session: session instanceof HttpError ? null : session,
    });
  }
}

function forgetLimits(headers: Record<string, string>): void {
  const left = Object.entries(headers).filter(([name]) => !name.startsWith("X-Ratelimit-"));
  for (const name of Object.keys(headers)) Reflect.deleteProperty(headers, name);
  Object.assign(headers, Object.fromEntries(left));
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://127.0.0.1");
}

/** Unknown routes here answer JSON 404, elsewhere the dashboard; 2.26 has the dashboard below /api/experimental. */
function isApi(path: string, deployment: Deployment): boolean {
  if (path.startsWith("/api/v2/") || path === "/api/v2") return true;
  return path.startsWith("/api/") && !deployment.generation.old;
}

function replyOf(error: unknown): Reply {
  if (error instanceof ReplyError) return error.reply;
  if (error instanceof HttpError) return { ...json(error.body, error.status), headers: error.headers };
  const detail = error instanceof Error ? error.message : String(error);
  return json({ message: "An internal server error occurred.", detail }, 500);
}
