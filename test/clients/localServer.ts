/** Real local servers for the client's tests. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { CoderClient, type CoderClientOptions } from "../../src/clients/coderClient";
import { FleetError } from "../../src/models/errors";
import type { Call } from "../../src/models/call";

export const TOKEN = "abcdefghij-klmnopqrstuvwxyz012345";

const fixture = (name: string) => readFileSync(join("test", "fixtures", "tls", name), "utf8");
/** The authority that signed the TLS server's certificate. */
export const TEST_CA = fixture("ca.pem");

interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface LocalServer {
  readonly url: string;
  readonly server: http.Server;
  /** Every request so far. */
  readonly requests: SeenRequest[];
  /** Connections made so far. */
  connections: number;
  close(): Promise<void>;
}

/** @param nth how many requests came before this one */
export type Handler = (request: SeenRequest, response: http.ServerResponse, nth: number) => void;

const open: LocalServer[] = [];
const clients: CoderClient[] = [];

/** Ends what the tests of a file have opened; call it in `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export async function serve(handler: Handler, scheme: "http" | "https" = "http"): Promise<LocalServer> {
  const requests: SeenRequest[] = [];
  const listener: http.RequestListener = (request, response) => {
    const chunks: string[] = [];
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const seen = { method, url, headers, body: chunks.join("") };
      requests.push(seen);
      handler(seen, response, requests.length - 1);
    });
  };
  const server =
    scheme === "http"
      ? http.createServer(listener)
      : https.createServer({ cert: fixture("server.pem"), key: fixture("server.key") }, listener);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    local.connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const local: LocalServer = {
    url: `${scheme}://127.0.0.1:${await listen(server)}`,
    server,
    requests,
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
  open.push(local);
  return local;
}

export async function listen(server: http.Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address: AddressInfo | string | null = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

export function answerJson(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

export function answerHtml(response: http.ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end("<!doctype html><title>secret page</title>");
}

export function clientOf(url: string, options: Partial<CoderClientOptions> = {}): CoderClient {
  const client = new CoderClient({ url, token: TOKEN, userAgent: "coder-fleet/0.0.1", ...options });
  clients.push(client);
  return client;
}

export function call(signal: AbortSignal = new AbortController().signal): Call {
  return { signal };
}

/** The FleetError a promise rejects with; its text must never hold the token or upstream HTML. */
export async function failure(promise: Promise<unknown>): Promise<FleetError> {
  const error: unknown = await promise.then(
    () => assert.fail("the call succeeded"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FleetError, String(error));
  const everything = JSON.stringify(error.toPayload()) + String(error.stack) + String(error.cause);
  assert.ok(!everything.includes(TOKEN), "the error holds the token");
  assert.ok(!/<[a-z!]+/i.test(error.message.replaceAll("<token>", "")), "the error holds HTML");
  assert.ok(error.hint.length > 0);
  return error;
}
