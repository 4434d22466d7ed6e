/** A small forward proxy: CONNECT tunnels, and plain requests with an absolute URL. */
import * as http from "node:http";
import { connect, type Socket } from "node:net";
import { listen } from "./localServer";

export interface ForwardProxy {
  readonly url: string;
  /** What was asked of it: `CONNECT host:port` or `GET http://…`, with its Proxy-Authorization. */
  readonly asked: { readonly line: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

export interface ForwardProxyOptions {
  /** Status to answer everything with, instead of forwarding. */
  readonly refuse?: number;
  /** Local port that every tunnel leads to, whatever host was asked for. */
  readonly onto?: number;
}

export async function startForwardProxy({ refuse, onto }: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const asked: ForwardProxy["asked"] = [];
  const sockets = new Set<Socket>();
  const note = (request: http.IncomingMessage) => {
    const line = `${request.method ?? ""} ${request.url ?? ""}`;
    asked.push({ line, authorization: request.headers["proxy-authorization"] });
  };
  const proxy = http.createServer((request, response) => {
    note(request);
    if (refuse !== undefined) {
      response.writeHead(refuse).end();
      return;
    }
    const { method = "GET", headers, url = "" } = request;
    const onward = http.request(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy.on("connect", (request: http.IncomingMessage, client: Socket) => {
    note(request);
    if (refuse !== undefined) {
      client.end(`HTTP/1.1 ${refuse} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url ?? ""}`);
    const target =
      onto === undefined ? { host: hostname, port: Number(port) } : { host: "127.0.0.1", port: onto };
    const upstream = connect(target, () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      upstream.pipe(client);
      client.pipe(upstream);
    });
    for (const socket of [upstream, client]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
  });
  proxy.on("connection", (socket: Socket) => sockets.add(socket));
  return {
    url: `http://127.0.0.1:${await listen(proxy)}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
