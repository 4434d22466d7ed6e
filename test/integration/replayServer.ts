/** Answers requests with what was recorded for them, in the recorded order: the client under test needs no network. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { readFolder } from "../contract/recordings/folder";
import type { Recording } from "../contract/recordings/recording";
import { closeServer, listen } from "./localServer";

export interface ReplayServer {
  readonly url: string;
  /** Requests nobody had recorded, as `GET /path`. */
  readonly unknown: readonly string[];
  stop(): Promise<void>;
}

export async function startReplay(directory: string): Promise<ReplayServer> {
  const script = new Script(readFolder(directory).recordings);
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    answer(script, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    open(script, sockets, request, socket, head);
  });
  return { url: await listen(server), unknown: script.unknown, stop: () => closeServer(server) };
}

/** The recordings by what was asked. */
class Script {
  readonly unknown: string[] = [];
  readonly #waiting = new Map<string, Recording[]>();

  constructor(recordings: readonly Recording[]) {
    for (const recording of recordings) {
      const { method, path, query, socket } = recording.request;
      const key = keyOf(method, path, new URLSearchParams(query), socket !== null);
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), recording]);
    }
  }

  /** The next answer to this question; the last one again when it is asked more often than then. */
  next(request: IncomingMessage, isSocket: boolean): Recording | undefined {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const method = request.method ?? "GET";
    const waiting = this.#waiting.get(
      keyOf(method, decodeURIComponent(url.pathname), url.searchParams, isSocket),
    );
    if (waiting === undefined) this.unknown.push(`${method} ${url.pathname}`);
    return waiting !== undefined && waiting.length > 1 ? waiting.shift() : waiting?.[0];
  }
}

function keyOf(method: string, path: string, query: URLSearchParams, isSocket: boolean): string {
  const sorted = new URLSearchParams(query);
  // A terminal's id is made up anew each time.
  sorted.delete("reconnect");
  sorted.sort();
  return `${isSocket ? "SOCKET" : method} ${path}?${sorted.toString()}`;
}

function answer(script: Script, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const recorded = script.next(request, false)?.answer;
  if (recorded === undefined) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: "Nobody recorded this request." }));
    return;
  }
  response.writeHead(recorded.status, recorded.headers);
  response.end(textOf(recorded.body, recorded.headers["content-type"] ?? ""));
}

function open(
  script: Script,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const recorded = script.next(request, true)?.answer;
  if (recorded === undefined || recorded.frames === null) {
    const body = textOf(recorded?.body ?? { message: "Nobody recorded this request." }, "application/json");
    const type = recorded?.headers["content-type"] ?? "application/json";
    socket.end(
      `HTTP/1.1 ${recorded?.status ?? 404} Refused\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
    return;
  }
  const { frames, close } = recorded;
  sockets.handleUpgrade(request, socket, head, (client) => {
    void play(client, frames, close);
  });
}

async function play(
  client: WebSocket,
  frames: NonNullable<Recording["answer"]["frames"]>,
  close: Recording["answer"]["close"],
): Promise<void> {
  for (const { opcode, data } of frames) {
    client.send(typeof data === "string" ? data : JSON.stringify(data), { binary: opcode === "binary" });
  }
  if (close?.by !== "server") return;
  if (close.code === 1006) {
    // What was sent leaves before the connection breaks.
    await delay(20);
    client.terminate();
  } else client.close(close.code === 1005 ? 1000 : close.code, close.reason);
}

function textOf(body: unknown, contentType: string): string {
  if (body === null) return "";
  return typeof body === "string" && !contentType.includes("json") ? body : JSON.stringify(body);
}
