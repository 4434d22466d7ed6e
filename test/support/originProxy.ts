import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A small reverse proxy: one origin, and behind it a server for each path prefix. */
export interface OriginProxy {
  readonly origin: string;
  /** Hands what is below a prefix to a server, without the prefix; the longest prefix wins. */
  route(prefix: string, target: string): void;
  stop(): Promise<void>;
}

export async function startOriginProxy(): Promise<OriginProxy> {
  const targets = new Map<string, string>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    const prefix = [...targets.keys()]
      .sort((a, b) => b.length - a.length)
      .find((one) => path.startsWith(one));
    const target = prefix === undefined ? undefined : targets.get(prefix);
    if (prefix === undefined || target === undefined) outgoing.writeHead(502).end();
    else forward(incoming, outgoing, new URL(path.slice(prefix.length), `${target}/`));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route: (prefix, target) => void targets.set(prefix, target),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): void {
  const { method, headers } = incoming;
  const inner = request(url, { method, headers: { ...headers, host: url.host }, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  inner.on("error", () => outgoing.destroy());
  outgoing.on("close", () => inner.destroy());
  incoming.pipe(inner);
}
