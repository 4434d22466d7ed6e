/** A proxy on this machine that passes everything on to a deployment and writes down what was said. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import fetch from "node-fetch";
import type { Duplex } from "node:stream";
import WebSocket, { WebSocketServer } from "ws";
import { routeName } from "./routeName";
import { bodyOf, parsedOr, type RecordedExchange, type RecordedFrame, writeJson } from "./recordingFile";
import { scrubber, scrubCookies } from "./scrub";
import { closeServer, listen } from "./localServer";

/** Headers that belong to one connection and are never passed on. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-encoding",
  "content-length",
  "host",
  "upgrade",
]);

export interface Recorder {
  readonly url: string;
  /** Files from now on go to this area. */
  enter(area: string): void;
  /** Ends the proxy; all files are written. */
  stop(): Promise<void>;
}

/** @param version the deployment's own, the name of the folder written to */
export async function startRecorder(
  target: URL,
  token: string,
  version: string,
  directory: string,
): Promise<Recorder> {
  const scrub = scrubber([token], target);
  const counts = new Map<string, number>();
  let area = "setup";
  const write = (exchange: Omit<RecordedExchange, "id" | "coder_version">) => {
    const name = routeName(
      exchange.request.method,
      exchange.request.path,
      exchange.response.frames !== undefined,
    );
    const key = `${area}/${name}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const id = `${version}/${key}_${String(count).padStart(3, "0")}`;
    writeJson(directory, id, scrub({ id, coder_version: version, ...exchange }));
  };
  const server = createServer((request, response) => {
    passOn(request, response, target, write).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    passSocketOn(request, socket, head, { target, sockets, write });
  });
  return {
    url: await listen(server),
    enter: (name) => {
      area = name;
    },
    stop: () => closeServer(server),
  };
}

type Write = (exchange: Omit<RecordedExchange, "id" | "coder_version">) => void;

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  target: URL,
  write: Write,
): Promise<void> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const sent = Buffer.concat(chunks);
  const url = targetOf(request, target);
  const answer = await fetch(url.href, {
    method: request.method ?? "GET",
    headers: passedHeaders(request),
    redirect: "manual",
    ...(sent.length === 0 ? {} : { body: sent }),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !hopByHop.has(name)));
  response.writeHead(answer.status, headers);
  response.end(body);
  write({
    recorded_at: new Date().toISOString(),
    actor: actorOf(request),
    request: requestOf(request, url, bodyOf(sent, request.headers["content-type"] ?? "")),
    response: {
      status: answer.status,
      headers: recordedHeaders(headers),
      body: bodyOf(body, headers["content-type"] ?? ""),
    },
    elapsed_ms: Math.round(performance.now() - startedAt),
  });
}

interface SocketPassage {
  readonly target: URL;
  readonly sockets: WebSocketServer;
  readonly write: Write;
}

function passSocketOn(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { target, sockets, write }: SocketPassage,
): void {
  const startedAt = performance.now();
  const url = targetOf(request, target);
  const upstream = new WebSocket(url.href.replace(/^http/, "ws"), { headers: passedHeaders(request) });
  const frames: RecordedFrame[] = [];
  const note = (dir: "client" | "server", data: Buffer, isBinary: boolean) => {
    const opcode = isBinary ? "binary" : "text";
    frames.push({
      dir,
      opcode,
      at_ms: Math.round(performance.now() - startedAt),
      data: parsedOr(data.toString("utf8")),
    });
  };
  const done = (
    status: number,
    headers: Record<string, string>,
    more: Partial<RecordedExchange["response"]>,
  ) => {
    write({
      recorded_at: new Date().toISOString(),
      actor: actorOf(request),
      request: {
        ...requestOf(request, url, null),
        headers: { ...tokenHeader(request), Upgrade: "websocket" },
      },
      response: { status, headers: recordedHeaders(headers), body: null, ...more },
      elapsed_ms: Math.round(performance.now() - startedAt),
    });
  };
  let upgraded: Record<string, string> = {};
  upstream.on("upgrade", (response) => {
    upgraded = flat(response);
  });
  upstream.on("unexpected-response", (_request, response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("end", () => {
      const headers = flat(response);
      const body = Buffer.concat(chunks);
      const status = response.statusCode ?? 502;
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nContent-Type: ${headers["content-type"] ?? ""}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.toString("utf8")}`,
      );
      done(status, headers, { body: bodyOf(body, headers["content-type"] ?? ""), frames: [] });
    });
  });
  upstream.on("error", () => socket.destroy());
  // Early frames wait in the paused stream until the client's side is open.
  upstream.on("open", () => {
    upstream.pause();
    sockets.handleUpgrade(request, socket, head, (client) => {
      let closedBy: "client" | "server" | undefined;
      client.on("message", (data: Buffer, isBinary) => {
        note("client", data, isBinary);
        upstream.send(data, { binary: isBinary });
      });
      upstream.on("message", (data: Buffer, isBinary) => {
        note("server", data, isBinary);
        client.send(data, { binary: isBinary });
      });
      client.on("close", (code) => {
        closedBy ??= "client";
        upstream.close(code === 1005 || code === 1006 ? 1000 : code);
      });
      upstream.on("close", (code, reason) => {
        closedBy ??= "server";
        if (code === 1006) client.terminate();
        else client.close(code === 1005 ? 1000 : code, reason.toString());
        done(101, upgraded, { frames, close: { by: closedBy, code, reason: reason.toString() } });
      });
      upstream.resume();
    });
  });
}

function targetOf(request: IncomingMessage, target: URL): URL {
  return new URL(target.href.replace(/\/$/, "") + (request.url ?? "/"));
}

function passedHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      hopByHop.has(name) || name.startsWith("sec-websocket") || value === undefined
        ? []
        : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

const actorOf = (request: IncomingMessage) =>
  request.headers["coder-session-token"] === undefined ? "none" : "admin";

const tokenHeader = (request: IncomingMessage): Record<string, string> =>
  actorOf(request) === "none" ? {} : { "Coder-Session-Token": "<token>" };

function requestOf(request: IncomingMessage, url: URL, body: unknown): RecordedExchange["request"] {
  const type = request.headers["content-type"];
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(new URL(request.url ?? "/", url).pathname),
    query: Object.fromEntries(url.searchParams),
    headers: { ...tokenHeader(request), ...(type === undefined ? {} : { "Content-Type": type }) },
    body,
  };
}

function recordedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const cookies = headers["set-cookie"];
  return { ...headers, ...(cookies === undefined ? {} : { "set-cookie": scrubCookies(cookies) }) };
}

function flat(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
