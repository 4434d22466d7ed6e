import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export interface Gateway {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: string[];
  /** Whether it drops every connection, as if the deployment did not run. */
  down: boolean;
  /** Lets the requests that are held go on, and those to come. */
  release(): void;
  stop(): Promise<void>;
}

interface Rules {
  /** Paths answered as Coder answers those it does not have, as if it was built without them. */
  readonly hidden?: RegExp;
  /** Paths not answered before `release`. */
  readonly held?: RegExp;
}

/** Stands before a deployment and writes down what is asked. */
export async function startGateway(upstream: string, { hidden, held }: Rules = {}): Promise<Gateway> {
  const requests: string[] = [];
  const { hostname, port, host } = new URL(upstream);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const path = incoming.url ?? "/";
    if (hidden?.test(path) === true) {
      outgoing.writeHead(404, { "content-type": "application/json" });
      outgoing.end(JSON.stringify({ message: "Route not found." }));
      return;
    }
    const onward = request(
      { hostname, port, path, method: incoming.method, headers: { ...incoming.headers, host } },
      (answered) => {
        outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    requests.push(path);
    if (gateway.down) incoming.destroy();
    else if (held?.test(path) === true)
      void released.then(() => {
        answer(incoming, outgoing);
      });
    else answer(incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gateway has no port");
  const gateway: Gateway = {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    down: false,
    release() {
      release();
    },
    async stop() {
      release();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return gateway;
}
