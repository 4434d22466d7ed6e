import { once } from "node:events";
import { createServer, request } from "node:http";

export interface Gateway {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: string[];
  stop(): Promise<void>;
}

/**
 * Stands before a deployment and writes down what is asked.
 * @param hidden paths answered as Coder answers those it does not have, as if it was built without them
 * @param port any free one when absent
 */
export async function startGateway(
  upstream: string,
  { hidden, port: atPort = 0 }: { readonly hidden?: RegExp; readonly port?: number } = {},
): Promise<Gateway> {
  const requests: string[] = [];
  const { hostname, port, host } = new URL(upstream);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    requests.push(path);
    if (hidden?.test(path) === true) {
      outgoing.writeHead(404, { "content-type": "application/json" });
      outgoing.end(JSON.stringify({ message: "Route not found." }));
      return;
    }
    const onward = request(
      { hostname, port, path, method: incoming.method, headers: { ...incoming.headers, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(atPort, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gateway has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
