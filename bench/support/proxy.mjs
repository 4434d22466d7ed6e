/** A reverse proxy that writes down the requests that pass: what a server asks of the deployment. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";

/**
 * Requests that follow a build or an import until it ends; their number depends on how long the build takes, so the bars do
 * not count them.
 */
const FOLLOWS_A_BUILD = [
  /^\/api\/v2\/workspacebuilds\//,
  /^\/api\/v2\/templateversions\/[^/]+(\/logs)?$/,
  /\/watch(-ws)?$/,
];

/**
 * @param {{url: string, token: string}} deployment
 * @param {(path: string, value: unknown) => unknown} [alter] changes JSON answers on their way
 */
export async function startProxy(deployment, alter) {
  const upstream = new URL(deployment.url);
  let log = [];
  const note = ({ method, url }) => log.push({ method, path: url, at: performance.now() });

  const server = createServer((incoming, outgoing) => {
    note(incoming);
    const onward = request(
      {
        ...address(upstream),
        method: incoming.method,
        path: incoming.url,
        // What is to be altered must come as plain text.
        headers: { ...hosted(incoming, upstream), ...(alter ? { "accept-encoding": "identity" } : {}) },
      },
      (answer) => {
        if (alter && answer.headers["content-type"]?.startsWith("application/json")) {
          void sendAltered(answer, outgoing, (value) => alter(incoming.url, value));
          return;
        }
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (incoming, socket, head) => {
    note(incoming);
    const onward = connect(Number(upstream.port), upstream.hostname, () => {
      const headers = Object.entries(hosted(incoming, upstream)).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ])
      one.on("error", () => other.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    token: deployment.token,
    /** Requests since the last call with the time they came `at`, those that follow a build apart. */
    take() {
      const taken = log;
      log = [];
      const follows = ({ path }) => FOLLOWS_A_BUILD.some((pattern) => pattern.test(path.split("?")[0]));
      return { asked: taken.filter((entry) => !follows(entry)), followed: taken.filter(follows) };
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const address = (url) => ({ host: url.hostname, port: url.port });
const hosted = (incoming, upstream) => ({ ...incoming.headers, host: upstream.host });

async function sendAltered(answer, outgoing, alter) {
  const { "content-length": _length, "transfer-encoding": _encoding, ...headers } = answer.headers;
  const text = Buffer.concat(await answer.toArray()).toString();
  outgoing.writeHead(answer.statusCode, headers);
  outgoing.end(text === "" ? "" : JSON.stringify(alter(JSON.parse(text))));
}
