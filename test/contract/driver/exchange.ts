/** Sends one recorded request to the deployment as it was sent then, and takes down the answer. */
import { setTimeout as delay } from "node:timers/promises";
import WebSocket from "ws";
import type { Answer, ClientFrame, RecordedRequest, ServerFrame } from "../recordings/recording";
import type { Bindings } from "./bindings";
import type { Server } from "./server";

/** What a request becomes here: where to, with which headers and body. */
export interface Prepared {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** @param token the token to show; undefined for none */
export function prepare(
  request: RecordedRequest,
  server: Server,
  bindings: Bindings,
  token: string | undefined,
): Prepared {
  // Recorders who say they are nobody but show a token used ada's in an unusual place.
  const shown = token ?? server.token("admin") ?? "";
  const secret = (text: string) => text.replaceAll("<token>", shown);
  const url = new URL(server.url + bindings.translate(request.path));
  for (const [name, value] of Object.entries(request.query)) {
    for (const one of value.split("\n")) url.searchParams.append(name, secret(bindings.translate(one)));
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.toLowerCase() !== "upgrade") headers[name] = secret(value);
  }
  if (/\bcookie\b/.test(request.note)) headers["Cookie"] = `coder_session_token=${shown}`;
  const { body } = request;
  return {
    url: url.href,
    method: request.method,
    headers,
    // A text is what was sent as it is: broken JSON, for one.
    body:
      body === null
        ? undefined
        : typeof body === "string"
          ? body
          : JSON.stringify(bindings.translateJson(body)),
  };
}

export async function exchange(prepared: Prepared): Promise<Answer> {
  const send = () =>
    fetch(prepared.url, {
      method: prepared.method,
      headers: prepared.headers,
      redirect: "manual",
      ...(prepared.body === undefined ? {} : { body: prepared.body }),
    });
  // The server may just be closing the connection it is sent on, after a body it would not read.
  const response = await (prepared.method === "GET" ? send().catch(send) : send());
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: parse(text, response.headers.get("content-type") ?? ""),
    frames: null,
    close: null,
  };
}

/** How long a socket is listened to when the client is the one who hangs up, and at most in any case. */
export interface Listening {
  readonly hangUpAfterMs: number | null;
  readonly limitMs: number;
  /** The client's frames are sent this many times faster than they were. */
  readonly speed: number;
  /** Called when the socket is open, or refused. */
  readonly opened?: () => void;
  /** The client hangs up then, when all that was said before has arrived. */
  readonly until?: Promise<void>;
  /** What is said after this is not taken down. */
  readonly listenUntil?: Promise<void>;
}

export function exchangeFrames(
  prepared: Prepared,
  frames: readonly ClientFrame[],
  { hangUpAfterMs, limitMs, speed, opened, until, listenUntil }: Listening,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(prepared.url.replace(/^http/, "ws"), { headers: prepared.headers });
    const received: ServerFrame[] = [];
    const upgraded: Record<string, string> = {};
    let hungUp = false;
    let isDeaf = false;
    const hangUp = () => {
      hungUp = true;
      socket.close(1000);
    };
    const timer = setTimeout(hangUp, hangUpAfterMs ?? limitMs);
    socket.on("upgrade", (response) => Object.assign(upgraded, flat(response.headers)));
    socket.on("unexpected-response", (_request, response) => {
      clearTimeout(timer);
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const headers = flat(response.headers);
        const body = parse(Buffer.concat(chunks).toString("utf8"), headers["content-type"] ?? "");
        resolve({ status: response.statusCode ?? 0, headers, body, frames: null, close: null });
        socket.terminate();
        opened?.();
      });
    });
    socket.on("error", (error) => {
      if (socket.readyState === WebSocket.CONNECTING) reject(error);
    });
    /** Acts when all that was said until now has arrived. */
    const whenHeard = (act: () => void) => () => {
      socket.once("pong", act);
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    };
    void until?.then(whenHeard(hangUp));
    void listenUntil?.then(
      whenHeard(() => {
        isDeaf = true;
      }),
    );
    socket.on("open", () => {
      opened?.();
      void sendFrames(socket, frames, speed);
    });
    socket.on("message", (data: Buffer, isBinary) => {
      if (isDeaf) return;
      const text = data.toString("utf8");
      received.push({ opcode: isBinary ? "binary" : "text", data: isBinary ? text : parseJson(text) });
    });
    socket.on("close", (code, reason) => {
      clearTimeout(timer);
      resolve({
        status: 101,
        headers: upgraded,
        body: null,
        frames: received,
        close: { by: hungUp ? "client" : "server", code, reason: reason.toString("utf8") },
      });
    });
  });
}

async function sendFrames(socket: WebSocket, frames: readonly ClientFrame[], speed: number): Promise<void> {
  let sentAtMs = 0;
  for (const frame of frames) {
    await delay((frame.atMs - sentAtMs) / speed);
    sentAtMs = frame.atMs;
    if (socket.readyState !== WebSocket.OPEN) return;
    const text = typeof frame.data === "string" ? frame.data : JSON.stringify(frame.data);
    socket.send(text, { binary: frame.opcode === "binary" });
  }
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function parse(text: string, contentType: string): unknown {
  if (text === "") return null;
  return contentType.startsWith("application/json") ? parseJson(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
