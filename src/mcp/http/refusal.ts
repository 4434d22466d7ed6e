import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";

/** JSON-RPC 2.0 error codes; the last is for whatever the protocol has no code for. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const SERVER_ERROR = -32000;

/** A request that is answered before its message reaches the protocol. `message` says what to do instead. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    body: Readonly<Record<string, unknown>> = rpcError(status, message),
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** The body is not JSON. */
export function parseRefusal(message: string): HttpRefusal {
  return new HttpRefusal(400, message, {}, rpcError(400, message, PARSE_ERROR));
}

/** A request that may be sent again after a while. */
export function tryLater(status: 429 | 503, message: string, seconds: number): HttpRefusal {
  return new HttpRefusal(status, message, { "Retry-After": String(Math.max(1, Math.ceil(seconds))) });
}

/** Clients show the text of a JSON-RPC error, also without an id. */
function rpcError(status: number, message: string, code = status === 400 ? INVALID_REQUEST : SERVER_ERROR) {
  return { jsonrpc: "2.0", id: null, error: { code, message } };
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.end(writeJson(response, status, body, {}));
}

/**
 * The same before the body of the request has been read. What is left of it is read and dropped: a connection that
 * is closed while its client still sends is reset, and the client never sees the answer. The listener's time limit
 * ends that too.
 */
export async function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers }: HttpRefusal,
): Promise<void> {
  response.write(writeJson(response, status, body, headers));
  request.resume();
  await finished(request).catch(() => undefined);
  response.end();
}

/** Writes the head and answers the text that has to follow. */
function writeJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): string {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...headers,
  });
  return text;
}
