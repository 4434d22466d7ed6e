import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzip } from "node:zlib";
import { promisify } from "node:util";
import type { Deployment } from "../deployment";
import { newId } from "../state/random";
import type { Reply } from "./reply";

const gzipped = promisify(gzip);
/** Smaller answers are sent as they are. */
const worthCompressing = 2048;

/** What every answer of a Coder server carries. */
export function commonHeaders(deployment: Deployment): Record<string, string> {
  return {
    "X-Coder-Build-Version": deployment.generation.version,
    "X-Coder-Request-Id": newId(),
    Vary: "Origin, Cookie",
    "Set-Cookie": `csrf_token=${randomBytes(32).toString("base64")}; Path=/; HttpOnly; SameSite=Lax`,
  };
}

/** Writes an answer; large ones compressed when the client takes gzip. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, value] of Object.entries({ ...headers, ...reply.headers }))
    response.setHeader(name, value);
  const acceptsGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  switch (reply.kind) {
    case "empty":
      response.writeHead(reply.status).end();
      return;
    case "text":
      response.setHeader("Content-Type", reply.type);
      await sendText(response, reply.status, reply.body, acceptsGzip);
      return;
    case "json":
      response.setHeader("Content-Type", "application/json; charset=utf-8");
      await sendText(response, reply.status, `${JSON.stringify(reply.body)}\n`, acceptsGzip);
      return;
    case "chunks": {
      response.setHeader("Content-Type", "application/json; charset=utf-8");
      if (acceptsGzip) response.setHeader("Content-Encoding", "gzip");
      response.writeHead(reply.status);
      const source = Readable.from(reply.chunks);
      await (acceptsGzip ? pipeline(source, createGzip({ level: 1 }), response) : pipeline(source, response));
      return;
    }
    case "stream":
      reply.write(response);
      return;
  }
}

async function sendText(
  response: ServerResponse,
  status: number,
  body: string,
  acceptsGzip: boolean,
): Promise<void> {
  if (acceptsGzip && body.length > worthCompressing) {
    const packed = await gzipped(body, { level: 1 });
    response.setHeader("Content-Encoding", "gzip");
    response.writeHead(status, { "Content-Length": packed.length }).end(packed);
    return;
  }
  response.writeHead(status, { "Content-Length": Buffer.byteLength(body) }).end(body);
}
