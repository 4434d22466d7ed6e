import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer, type WebSocket } from "ws";
import type { CoderSocket, RequestLogEvent } from "../../src/clients/coderClient";
import { routes } from "../../src/clients/routes";
import { answerHtml, answerJson, call, clientOf, closeAll, failure, serve, TOKEN } from "./localServer";

const watch = { params: { workspace: "w" } };

/** A deployment whose WebSockets are served by `onConnection`. */
async function serveSockets(onConnection: (socket: WebSocket, request: IncomingMessage) => void) {
  const local = await serve((_request, response) => {
    answerJson(response, 426, { message: "WebSocket required." });
  });
  const sockets = new WebSocketServer({ server: local.server, perMessageDeflate: true });
  sockets.on("connection", onConnection);
  return local;
}

/** A deployment that refuses upgrades with an HTTP answer. */
async function refuseSockets(refuse: (response: ServerResponse) => void) {
  return serve((_request, response) => {
    refuse(response);
  });
}

async function readAll(socket: CoderSocket): Promise<(string | Uint8Array)[]> {
  const frames = [];
  for await (const frame of socket) frames.push(frame);
  return frames;
}

describe("CoderClient.socket", () => {
  afterEach(closeAll);

  it("opens with the same headers as a request, the token never in the URL, messages compressed", async () => {
    let opening: IncomingMessage | undefined;
    const events: RequestLogEvent[] = [];
    const server = await serveSockets((socket, request) => {
      opening = request;
      socket.close(1000, socket.extensions);
    });
    const client = clientOf(server.url, { log: (event) => events.push(event) });
    const socket = await client.socket(routes.watchWorkspace, { ...watch, query: { a: 1 } }, call());
    assert.deepEqual(await socket.closed, { code: 1000, reason: "permessage-deflate" });
    assert.equal(opening?.url, "/api/v2/workspaces/w/watch-ws?a=1");
    assert.equal(opening.headers["coder-session-token"], TOKEN);
    assert.equal(opening.headers["user-agent"], "coder-fleet/0.0.1");
    assert.equal(events[0]?.status, 101);
    assert.equal(events[0].path, "/api/v2/workspaces/w/watch-ws");
  });

  it("reads text as strings and binary as bytes, the first frames too, until the other side closes", async () => {
    const server = await serveSockets((socket) => {
      socket.send("first");
      socket.send(Buffer.from([0, 255]));
      socket.close(1000, "done");
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    await sleep(30);
    const [text, binary, ...rest] = await readAll(socket);
    assert.equal(text, "first");
    assert.ok(binary instanceof Uint8Array);
    assert.deepEqual([...binary], [0, 255]);
    assert.deepEqual(rest, []);
    assert.deepEqual(await socket.closed, { code: 1000, reason: "done" });
  });

  it("sends strings as text and bytes as binary frames", async () => {
    const seen: [string, boolean][] = [];
    const server = await serveSockets((socket) => {
      socket.on("message", (data: Buffer, isBinary) => {
        seen.push([data.toString(), isBinary]);
        if (seen.length === 2) socket.close();
      });
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    socket.send("a");
    socket.send(new TextEncoder().encode("b"));
    await socket.closed;
    assert.deepEqual(seen, [
      ["a", false],
      ["b", true],
    ]);
    assert.throws(() => {
      socket.send("c");
    }, /is closed/);
  });

  it("ends the iteration without an error where the connection ends without a close frame (2.26)", async () => {
    const server = await serveSockets((socket) => {
      socket.send("last", () => {
        socket.terminate();
      });
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    assert.deepEqual(await readAll(socket), ["last"]);
    assert.equal((await socket.closed).code, 1006);
  });

  it("stops taking frames from the network while the reader is slow, and loses none", async () => {
    const total = 3_000;
    const payload = "x".repeat(10_000);
    let sender: WebSocket | undefined;
    const server = await serveSockets((socket) => {
      sender = socket;
      for (let index = 0; index < total; index += 1) socket.send(`${index} ${payload}`, { compress: false });
      socket.close();
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    await sleep(200);
    assert.ok((sender?.bufferedAmount ?? 0) > 10_000_000, "the sender must be held back");
    let next = 0;
    for await (const frame of socket) {
      assert.ok(typeof frame === "string" && frame.startsWith(`${next} `));
      next += 1;
    }
    assert.equal(next, total);
  });

  it("closes when the reader leaves the loop", async () => {
    const server = await serveSockets((socket) => {
      for (let index = 0; index < 500; index += 1) socket.send("more");
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    for await (const frame of socket) {
      assert.equal(frame, "more");
      break;
    }
    assert.ok([1000, 1005].includes((await socket.closed).code));
  });

  it("ends a close that the other side never answers", async () => {
    const server = await serveSockets((socket) => {
      socket.pause();
    });
    const socket = await clientOf(server.url).socket(routes.watchWorkspace, watch, call());
    socket.close();
    assert.equal((await socket.closed).code, 1006);
  });

  describe("ends at the caller's word", () => {
    for (const frames of [0, 500]) {
      it(`while it is open, with ${frames} frames unread`, async () => {
        const server = await serveSockets((socket) => {
          for (let index = 0; index < frames; index += 1) socket.send("x".repeat(1_000));
        });
        const controller = new AbortController();
        const socket = await clientOf(server.url).socket(
          routes.watchWorkspace,
          watch,
          call(controller.signal),
        );
        await sleep(50);
        controller.abort();
        assert.equal((await failure(readAll(socket))).reason, "canceled");
        assert.equal((await socket.closed).code, 1006);
      });
    }

    it("while it is opening", async () => {
      const server = await refuseSockets(() => undefined);
      const controller = new AbortController();
      setTimeout(() => {
        controller.abort();
      }, 30);
      const opening = clientOf(server.url).socket(routes.watchWorkspace, watch, call(controller.signal));
      assert.equal((await failure(opening)).reason, "canceled");
    });

    it("and gives up opening after the timeout", async () => {
      const server = await refuseSockets(() => undefined);
      const options = { ...watch, timeoutMs: 50 };
      const opening = clientOf(server.url).socket(routes.watchWorkspace, options, call());
      assert.equal((await failure(opening)).reason, "timeout");
    });
  });

  describe("maps a refusal like any other answer", () => {
    const workspace = { kind: "workspace", name: "w" } as const;
    const refusals: [string, (response: ServerResponse) => void, string][] = [
      [
        "401",
        (response) => {
          answerJson(response, 401, { message: "signed out" });
        },
        "unauthorized",
      ],
      [
        "404 with JSON",
        (response) => {
          answerJson(response, 404, { message: "none" });
        },
        "missing_workspace",
      ],
      [
        "an unknown route",
        (response) => {
          answerJson(response, 404, { message: "Route not found." });
        },
        "unsupported_by_deployment",
      ],
      [
        "the dashboard",
        (response) => {
          answerHtml(response, 200);
        },
        "unsupported_by_deployment",
      ],
      [
        "503",
        (response) => {
          answerJson(response, 503, { message: "later" });
        },
        "server_error",
      ],
      ["the login page", (response) => response.writeHead(303, { location: "/login" }).end(), "unauthorized"],
      ["a redirect", (response) => response.writeHead(302, { location: "/x" }).end(), "unexpected_answer"],
    ];
    for (const [name, refuse, reason] of refusals) {
      it(`${name} as ${reason}, without a second attempt`, async () => {
        const server = await refuseSockets(refuse);
        const options = { ...watch, subject: workspace };
        const opening = clientOf(server.url).socket(routes.watchWorkspace, options, call());
        assert.equal((await failure(opening)).reason, reason);
        assert.equal(server.connections, 1);
      });
    }

    it("with Coder's own words and request id", async () => {
      const validations = [{ field: "reconnect", detail: "must be a uuid" }];
      const server = await refuseSockets((response) => {
        answerJson(response, 400, { message: "Bad query.", validations }, { "x-coder-request-id": "r" });
      });
      const error = await failure(clientOf(server.url).socket(routes.watchWorkspace, watch, call()));
      assert.equal(error.reason, "bad_argument");
      assert.deepEqual(error.details, { status: 400, validations, requestId: "r" });
    });

    it("and an agent that is not connected, which answers the terminal with a page", async () => {
      const server = await refuseSockets((response) => {
        answerHtml(response, 404);
      });
      const options = { params: { workspaceAgent: "a" } };
      const error = await failure(clientOf(server.url).socket(routes.terminal, options, call()));
      assert.equal(error.reason, "wrong_state");
      assert.match(error.message, /not connected/);
    });
  });

  it("says that nothing listens there", async () => {
    const server = await serveSockets(() => undefined);
    await server.close();
    const error = await failure(clientOf(server.url).socket(routes.watchWorkspace, watch, call()));
    assert.equal(error.reason, "unreachable");
    assert.match(error.message, /refused/);
  });
});
