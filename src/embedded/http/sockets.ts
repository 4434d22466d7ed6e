import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Reply } from "./reply";
import type { SocketHandler } from "./route";

/** Upgrades requests, and refuses them with a plain HTTP answer as Coder does. */
export class SocketServer {
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #open = new Set<WebSocket>();

  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    headers: Readonly<Record<string, string>>,
    handler: SocketHandler,
  ): void {
    const addHeaders = (lines: string[]) => {
      for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    };
    this.#server.once("headers", addHeaders);
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#open.add(client);
      client.on("close", () => {
        this.#open.delete(client);
      });
      client.on("error", () => {
        client.terminate();
      });
      handler(client);
    });
    this.#server.off("headers", addHeaders);
  }

  refuse(socket: Duplex, reply: Reply, headers: Readonly<Record<string, string>>): Promise<void> {
    const body =
      reply.kind === "json" ? `${JSON.stringify(reply.body)}\n` : reply.kind === "text" ? reply.body : "";
    const status = reply.kind === "chunks" || reply.kind === "stream" ? 426 : reply.status;
    const type = reply.kind === "text" ? reply.type : "application/json; charset=utf-8";
    const lines = Object.entries({
      ...headers,
      ...reply.headers,
      "Content-Type": type,
      "Content-Length": String(Buffer.byteLength(body)),
      Connection: "close",
    }).map(([name, value]) => `${name}: ${value}`);
    return new Promise((resolve) => {
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
        resolve,
      );
    });
  }

  close(): void {
    for (const client of this.#open) client.terminate();
  }
}
