/** One HTTP exchange with the deployment: headers, redirects, reading the body. No retries, no schemas. */
import type { Agent } from "node:http";
import { Readable } from "node:stream";
import type { Response } from "node-fetch";
import { isJson, readAnswer, type Answer } from "./answer";
import { readErrorBody } from "./errorBody";
import { redirectTarget } from "./redirects";
import { isUnknownRoute, responseError, unexpectedAnswer, upstreamDetails } from "./responseErrors";
import type { Subject } from "./options";
import type { Route } from "./routes";

/**
 * Largest body that is read, unpacked, in bytes: ten times the list of 10,000 agents, and below the longest
 * string V8 can make.
 */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** A body up to this size, in bytes, is read to its end where nobody wants it, so that the connection lives on. */
const MAX_DRAINED_BYTES = 64 * 1024;

/** Who asks. */
export interface Identity {
  readonly token: string;
  readonly userAgent: string;
  /** Of the trace the request belongs to. */
  readonly traceHeaders: Readonly<Record<string, string>>;
}

/** Sent with every request and every WebSocket. */
export function identityHeaders({ token, userAgent, traceHeaders }: Identity): Record<string, string> {
  return { ...traceHeaders, "Coder-Session-Token": token, "User-Agent": userAgent };
}

/** What is sent. */
export interface RequestBody {
  readonly contentType: string;
  readonly content: string | Buffer;
}

/** One request, with all it takes to send it. */
export interface Exchange {
  readonly route: Route;
  readonly url: URL;
  /** Absent for requests without a body. */
  readonly body: RequestBody | undefined;
  readonly subject: Subject | undefined;
  readonly identity: Identity;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

/** An answer of the 2xx family; its body must be read or discarded. */
export interface Success {
  readonly answer: Answer;
  readonly text: () => Promise<string>;
  /** Drops the body, and the connection if more of it is under way. */
  readonly discard: () => void;
}

/**
 * @throws FleetError for every answer but 2xx, and for an HTML page where the API should be
 * @throws unknown what the HTTP library throws, to be mapped by `networkError`
 */
export async function exchange(request: Exchange): Promise<Success> {
  const { route, subject, identity } = request;
  const { response, answer } = await followRedirects(request);
  const ok = answer.status >= 200 && answer.status < 300;
  if (ok && !isUnknownRoute(answer, undefined, route)) {
    return {
      answer,
      text: () => readText(response, route, answer),
      discard: () => {
        discard(response);
      },
    };
  }
  if (!isJson(answer)) {
    discard(response);
    throw responseError(answer, undefined, { route, subject });
  }
  const text = await readText(response, route, answer);
  throw responseError(answer, readErrorBody(text, identity.token), { route, subject });
}

async function followRedirects(request: Exchange): Promise<{ response: Response; answer: Answer }> {
  const { default: fetch } = await import("node-fetch");
  const { route, body, identity, agent, signal } = request;
  let { url } = request;
  for (let followed = 0; ; followed += 1) {
    // With a signal that has aborted already, node-fetch 3 breaks a body that nobody listens to: an uncaught error.
    signal.throwIfAborted();
    const response = await fetch(url.href, {
      method: route.method,
      headers: {
        ...identityHeaders(identity),
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": body.contentType }),
      },
      ...(body === undefined ? {} : { body: body.content }),
      agent,
      signal,
      redirect: "manual",
      size: MAX_BODY_BYTES,
    });
    const answer = readAnswer(response.status, (name) => response.headers.get(name) ?? undefined);
    const target = redirectTarget(answer, url, route, followed);
    if (target === undefined) return { response, answer };
    discard(response);
    url = target;
  }
}

async function readText(response: Response, route: Route, answer: Answer): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (error instanceof Error && "type" in error && error.type === "max-size") {
      const found = `more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`;
      throw unexpectedAnswer(route, found, upstreamDetails(answer));
    }
    throw error;
  }
}

function discard({ body, headers }: Response): void {
  if (!(body instanceof Readable)) return;
  const bytes = headers.get("content-length");
  if (bytes !== null && Number(bytes) <= MAX_DRAINED_BYTES) body.resume();
  else body.destroy();
}
