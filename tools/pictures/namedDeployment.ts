/** Lets an embedded deployment be reached by a name, so that pictures show no address of this computer. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

interface NamedDeployment {
  /** The deployment's address, for whoever uses the proxy. */
  readonly url: string;
  readonly proxy: string;
  stop(): void;
}

/** Starts an HTTP proxy for which every host is the deployment at `upstream`. */
export async function nameDeployment(upstream: string, name: string): Promise<NamedDeployment> {
  const { hostname, port, host } = new URL(upstream);
  const asked = ({ url = "/" }: IncomingMessage): string => {
    const { pathname, search } = new URL(url, upstream);
    return `${pathname}${search}`;
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const headers = { ...incoming.headers, host };
    const onward = request({ hostname, port, path: asked(incoming), method: incoming.method, headers });
    onward.on("response", (answered) => {
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  };
  const upgrade = (incoming: IncomingMessage, client: Duplex, head: Buffer): void => {
    const server = connect(Number(port), hostname);
    const headers = Object.entries({ ...incoming.headers, host });
    server.write(`GET ${asked(incoming)} HTTP/1.1\r\n`);
    server.write(headers.map(([key, value]) => `${key}: ${String(value)}\r\n`).join("") + "\r\n");
    server.write(head);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on("error", () => to.destroy());
      from.pipe(to);
    }
  };
  const server = createServer(answer);
  server.on("upgrade", upgrade);
  // What comes through a tunnel is for this server too.
  server.on("connect", (_request: IncomingMessage, client: Duplex) => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    server.emit("connection", client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://${name}`,
    proxy: `http://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
