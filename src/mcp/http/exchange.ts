import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Headers that the protocol reads, the name of the client and the trace that a request belongs to. The others,
 * credentials among them, stay where they are.
 */
const PASSED_ON = [
  "accept",
  "content-type",
  "mcp-protocol-version",
  "mcp-method",
  "mcp-name",
  "last-event-id",
  "user-agent",
  "traceparent",
  "tracestate",
];

/**
 * The request as the SDK takes it, without its body and without credentials.
 * @param signal aborted when the client goes away
 */
export function webRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  // Nothing reads the address; a Request needs one.
  return new Request("http://localhost/", { method: request.method ?? "POST", headers, signal });
}

/** Longest time in which a client takes nothing of its answer, in milliseconds. Streams tell that they live oftener. */
const STALLED_MS = 60_000;

/**
 * Sends what the SDK answers, piece by piece where it streams. Settles when the client has it, has gone, or has
 * stopped reading.
 */
export async function sendResponse(
  answer: Response,
  response: ServerResponse,
  stalledMs = STALLED_MS,
): Promise<void> {
  response.setTimeout(stalledMs, () => response.destroy());
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(answer.body), response);
  } catch {
    // The client went away in the middle: its signal has ended the call.
    response.destroy();
  }
}

/** A signal that is aborted when the connection is closed before the answer is complete. */
export function clientSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
