import { once } from "node:events";
import { createServer, STATUS_CODES, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { ConfigurationError } from "../../models/configuration";
import { systemErrorCode } from "../../models/systemError";
import type { Gateway } from "./gateway";

/** Headers of a request, in bytes. */
const MAX_HEADER_BYTES = 16 * 1024;

/** Longest time a client may take for its headers, and for the whole request, in milliseconds. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** How often slow clients are looked for, in milliseconds. */
const CHECK_MS = 2_000;

/** Longer than the usual reverse proxies keep a connection, which else send a request into a closing one. */
const KEEP_ALIVE_MS = 75_000;

const MAX_CONNECTIONS = 2_000;

/** The limits that bad weather must not pass; shorter in tests. */
export interface ListenerLimits {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly checkMs: number;
}

const LIMITS: ListenerLimits = { headersMs: HEADERS_MS, requestMs: REQUEST_MS, checkMs: CHECK_MS };

/**
 * Listens.
 * @throws ConfigurationError where the address cannot be had
 */
export async function listen(
  gateway: Pick<Gateway, "handle">,
  { host, port }: { readonly host: string; readonly port: number },
  limits: ListenerLimits = LIMITS,
): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => void gateway.handle(request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on("clientError", (error, socket) => {
    refuse(error, socket);
  });
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ConfigurationError(
      `--host=${host} --port=${port} cannot be listened at (${code}); allowed: an address of this computer and a free port, or 0 for any`,
    );
  }
  return server;
}

/** Answers what is no HTTP request, too slow or too large, in the form of our other refusals. */
function refuse(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, message] = problem(error.code);
  const body = JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32000, message } });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function problem(code: string | undefined): readonly [status: number, message: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return [431, `The headers of a request may have ${MAX_HEADER_BYTES} bytes.`];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "The request did not arrive in time."];
    default:
      return [400, "This is no HTTP request."];
  }
}
