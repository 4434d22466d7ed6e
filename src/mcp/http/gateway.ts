import type { McpHttpHandler } from "@modelcontextprotocol/server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { FleetError } from "../../models/errors";
import { TooManyAttempts, Unauthorized, type Authenticator } from "../auth/authenticator";
import { METADATA_PATH, type OAuthOffer } from "../auth/oauthOffer";
import type { Log } from "../log";
import type { Principal } from "../principal";
import { readMessage } from "./body";
import type { ClientAddress } from "./clientAddress";
import { clientSignal, sendResponse, webRequest } from "./exchange";
import { PREFLIGHT_HEADERS, type Guards } from "./guards";
import type { InFlight } from "./inFlight";
import type { RateLimit } from "./rateLimit";
import type { Readiness } from "./readiness";
import { HttpRefusal, sendJson, sendRefusal, tryLater } from "./refusal";

/** Coder's own path: a client configured for Coder's MCP server works after a change of the host. */
const CODER_PATH = "/api/experimental/mcp/http";

/** Seconds after which Coder may be back. */
const CODER_RETRY_SECONDS = 5;

/** Seconds after which another process may have taken over. */
const ENDING_RETRY_SECONDS = 1;

export interface GatewayOptions {
  readonly version: string;
  /** Where messages go, besides Coder's own path. */
  readonly path: string;
  readonly guards: Guards;
  readonly clientAddress: ClientAddress;
  readonly authenticator: Authenticator;
  readonly offer: OAuthOffer | null;
  readonly rateLimit: RateLimit;
  readonly inFlight: InFlight;
  readonly readiness: Readiness;
  /** Serves a message to a caller. */
  readonly handler: Pick<McpHttpHandler, "fetch">;
  /** Tells the handler's servers whom a request is from. */
  readonly callers: WeakMap<Request, Principal>;
  readonly log: Log;
}

/** Everything between the socket and the protocol: who may come in, how much and how. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #messagePaths: readonly string[];

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#messagePaths = [options.path, CODER_PATH];
  }

  /** Answers one request. Never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
      }
      const refusal = this.#refusal(error);
      this.#options.log("info", "request refused", {
        status: refusal.status,
        from: this.#options.clientAddress(request),
        because: refusal.message,
      });
      await sendRefusal(request, response, refusal);
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { guards, readiness, offer, version } = this.#options;
    response.setHeader("X-Content-Type-Options", "nosniff");
    guards.check(request);
    for (const [name, value] of Object.entries(guards.corsHeaders(request))) response.setHeader(name, value);
    const path = (request.url ?? "/").replace(/[?#].*$/s, "");
    if (this.#messagePaths.includes(path)) {
      await this.#message(request, response);
    } else if (path === "/health") {
      onlyFor(request, "GET", "HEAD");
      sendJson(response, 200, { status: "healthy", service: "coder-fleet", version });
    } else if (path === "/ready") {
      onlyFor(request, "GET", "HEAD");
      const problem = await readiness.problem();
      if (problem === null) sendJson(response, 200, { status: "ready" });
      else sendJson(response, 503, { status: "not_ready", reason: problem });
    } else if (offer !== null && isMetadataPath(path, this.#messagePaths)) {
      onlyFor(request, "GET", "HEAD");
      sendJson(response, 200, await offer.metadata());
    } else {
      throw new HttpRefusal(404, `There is nothing here; messages go to ${this.#options.path}.`);
    }
  }

  async #message(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authenticator, clientAddress, rateLimit, inFlight, readiness, handler, callers } = this.#options;
    if (request.method === "OPTIONS") {
      response.writeHead(204, PREFLIGHT_HEADERS).end();
      return;
    }
    const principal = await authenticator.authenticate({
      headers: request.headers,
      address: clientAddress(request),
    });
    onlyFor(request, "POST");
    const wait = rateLimit.take(principal.id);
    if (wait > 0) {
      throw tryLater(429, `A caller may send ${rateLimit.perMinute} requests a minute; send fewer.`, wait);
    }
    if (readiness.isEnding)
      throw tryLater(503, "This server is about to end; send it again.", ENDING_RETRY_SECONDS);
    const underWay = inFlight.begin(principal.id);
    try {
      const signal = clientSignal(response);
      const message = await readMessage(request, underWay);
      const asked = webRequest(request, signal);
      callers.set(asked, principal);
      await sendResponse(await handler.fetch(asked, { parsedBody: message }), response);
    } finally {
      underWay.end();
    }
  }

  /** What a request that failed before the protocol saw it is answered with. */
  #refusal(error: unknown): HttpRefusal {
    if (error instanceof HttpRefusal) return error;
    if (error instanceof Unauthorized) {
      const body = { error: error.problem, error_description: error.message, status_code: 401 };
      return new HttpRefusal(401, error.message, { "WWW-Authenticate": error.challenge }, body);
    }
    if (error instanceof TooManyAttempts) return tryLater(429, error.message, error.retryAfterSeconds);
    if (error instanceof FleetError) {
      const seconds = error.details?.retryAfterSeconds ?? CODER_RETRY_SECONDS;
      return tryLater(503, `Coder cannot be asked who you are. ${error.message}`, seconds);
    }
    this.#options.log("error", "unexpected", { error: error instanceof Error ? error.stack : String(error) });
    return new HttpRefusal(500, "The Coder Fleet server failed unexpectedly; its log says why.");
  }
}

function isMetadataPath(path: string, messagePaths: readonly string[]): boolean {
  return path === METADATA_PATH || messagePaths.some((suffix) => path === METADATA_PATH + suffix);
}

/** @throws HttpRefusal 405 for every other method */
function onlyFor(request: IncomingMessage, ...methods: readonly string[]): void {
  if (methods.includes(request.method ?? "")) return;
  throw new HttpRefusal(
    405,
    request.method === "GET" || request.method === "DELETE"
      ? "There are no sessions and no stream of events here; send each message as a POST."
      : "This method is not supported here.",
    { Allow: methods.join(", ") },
  );
}
