/** A deployment that answers with recorded bodies, so that the real client reads them off a real socket. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { openDeployment } from "../../../src/repositories/openDeployment";
import type { Deployment } from "../../../src/repositories/deployment";
import { recording } from "./recordings";

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly q: string | null;
  readonly body: unknown;
}

/** A recording by name, with another path where the recorded one names another thing; or an answer made here. */
export type Answer =
  | string
  | {
      readonly recording: string;
      readonly path: string;
      /** A WebSocket's connection ends after its frames without a close frame. */
      readonly dropped?: boolean;
    }
  | { readonly method: string; readonly path: string; readonly status: number; readonly body: unknown };

export interface RecordedServer {
  readonly deployment: Deployment;
  readonly seen: readonly Seen[];
  /** `GET /path`, in order. */
  requests(): readonly string[];
  /** Answers from now on, before the ones given earlier. */
  add(...answers: readonly Answer[]): void;
  stop(): Promise<void>;
}

interface Prepared {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
  /** What a WebSocket's server sent, in order. */
  readonly frames?: readonly unknown[];
  readonly dropped?: boolean;
}

export async function serveRecordings(...answers: readonly Answer[]): Promise<RecordedServer> {
  const seen: Seen[] = [];
  let prepared = answers.map(prepare);
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const method = request.method ?? "GET";
      const path = decodeURIComponent(url.pathname);
      seen.push({ method, path, q: url.searchParams.get("q"), body });
      const answer =
        prepared.find((one) => one.method === method && one.path === path && one.frames === undefined) ??
        UNKNOWN;
      response.writeHead(answer.status, answer.type === "" ? {} : { "content-type": answer.type });
      response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    seen.push({ method: "SOCKET", path: pathname, q: null, body: undefined });
    const answer = prepared.find(({ path, frames }) => path === pathname && frames !== undefined);
    if (answer === undefined) {
      socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      for (const frame of answer.frames ?? []) client.send(JSON.stringify(frame));
      if (answer.dropped === true) socket.end();
      else client.close(1000, "done");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const deployment = openDeployment({
    url: `http://127.0.0.1:${port}`,
    token: "0123456789-0123456789012345678901",
    userAgent: "coder-fleet/test",
  });
  return {
    deployment,
    seen,
    requests: () => seen.map(({ method, path }) => `${method} ${path}`),
    add: (...more) => {
      prepared = [...more.map(prepare), ...prepared];
    },
    stop: async () => {
      deployment.close();
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const UNKNOWN: Prepared = {
  method: "",
  path: "",
  status: 404,
  type: "application/json; charset=utf-8",
  body: { message: "Route not found." },
};

function prepare(answer: Answer): Prepared {
  if (typeof answer !== "string" && "status" in answer) {
    const type = typeof answer.body === "string" ? "text/html" : "application/json";
    return { ...answer, type: answer.body === "" ? "" : type };
  }
  const { request, answer: recorded } = recording(typeof answer === "string" ? answer : answer.recording);
  return {
    method: request.method,
    path: typeof answer === "string" ? request.path : answer.path,
    status: recorded.status,
    type: recorded.headers["content-type"] ?? "",
    // A template without presets answers the JSON `null`; an answer without a body has no content type.
    body: recorded.headers["content-type"] === undefined ? "" : (recorded.body ?? "null"),
    ...(recorded.frames === null ? {} : { frames: recorded.frames.map(({ data }) => data) }),
    ...(typeof answer !== "string" && answer.dropped === true ? { dropped: true } : {}),
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}
