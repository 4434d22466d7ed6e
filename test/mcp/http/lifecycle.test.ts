import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "../../support/embedded";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { errorMessage, send } from "../../support/rawHttp";
import { MODERN_ENVELOPE } from "../../support/serverProcess";

const CALL = { name: "get_authenticated_user", arguments: {} };
const LEGACY = {
  body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: CALL }),
  headers: {},
};
const MODERN = {
  body: JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { ...CALL, _meta: MODERN_ENVELOPE },
  }),
  headers: {
    "MCP-Protocol-Version": "2026-07-28",
    "Mcp-Method": "tools/call",
    "Mcp-Name": CALL.name,
  },
};
const ERAS = [
  ["an `initialize` client", LEGACY],
  ["a 2026-07-28 client", MODERN],
] as const;

/** What a deployment says of itself and of the token's user, in one. */
const FACTS = JSON.stringify({
  version: "v2.36.1",
  id: "u1",
  username: "ada",
  organization_ids: [],
  roles: [],
});

/** A deployment that answers nothing until it is let, and then everything. */
class HeldDeployment {
  readonly #server: Server;
  readonly #first: Promise<IncomingMessage>;
  #release = (): void => undefined;

  private constructor() {
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    this.#server = createServer((incoming, outgoing) => {
      void released.then(() => {
        outgoing.setHeader("Content-Type", "application/json");
        outgoing.end(incoming.url?.endsWith("/organizations") === true ? "[]" : FACTS);
      });
    });
    this.#first = once(this.#server, "request").then(([incoming]) => incoming as IncomingMessage);
  }

  static async start(): Promise<HeldDeployment> {
    const deployment = new HeldDeployment();
    deployment.#server.listen(0, "127.0.0.1");
    await once(deployment.#server, "listening");
    return deployment;
  }

  get environment(): Record<string, string> {
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === "object");
    return { CODER_URL: `http://127.0.0.1:${address.port}`, CODER_SESSION_TOKEN: "own-token" };
  }

  /** The first request, when it has arrived. */
  get asked(): Promise<IncomingMessage> {
    return this.#first;
  }

  release(): void {
    this.#release();
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const LONGEST_WAIT_MS = 15_000;

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  while (!condition()) {
    assert.ok(Date.now() < deadline, "it has not come about");
    await sleep(20);
  }
}

describe("a call over HTTP", () => {
  let deployment: HeldDeployment;
  let server: HttpServer;
  beforeEach(async () => {
    deployment = await HeldDeployment.start();
    server = await startHttpServer(deployment.environment, ["--log-level", "info"]);
  });
  afterEach(async () => {
    await server.stop();
    deployment.stop();
  });

  for (const [era, message] of ERAS) {
    it(`ends its request to Coder when ${era} goes away in the middle`, async () => {
      const outgoing = request({
        host: "127.0.0.1",
        port: server.port,
        path: "/mcp",
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json, text/event-stream",
          ...message.headers,
        },
      });
      outgoing.on("error", () => undefined);
      outgoing.end(message.body);
      const closed = once((await deployment.asked).socket, "close");
      outgoing.destroy();
      await closed;
      assert.equal((await send(server.port, { method: "GET", path: "/health" })).status, 200);
    });

    it(`finishes for ${era} after SIGTERM, then the server ends`, async () => {
      const answer = send(server.port, message);
      await deployment.asked;
      server.kill("SIGTERM");
      // From now on nobody new gets in.
      for (;;) {
        const late = await send(server.port, { method: "GET", path: "/health" }).catch(() => null);
        if (late === null) break;
        await sleep(50);
      }
      deployment.release();
      assert.match((await answer).text, /ada/);
      assert.equal(await server.exit(), 0);
    });
  }

  it("is cut off by a second SIGTERM", async () => {
    const answer = send(server.port, LEGACY).catch(() => null);
    await deployment.asked;
    server.kill("SIGTERM");
    await until(() => server.stderr().includes(" info ending "));
    server.kill("SIGTERM");
    assert.equal(await server.exit(), 1);
    await answer;
  });
});

describe("the HTTP server at its end", () => {
  it("cuts off calls that would go on for longer than --timeout, and ends as it should", async function () {
    this.timeout(60_000);
    const deployment = await startEmbedded({ agents: 0 });
    const environment = { CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token };
    const server = await startHttpServer(environment, ["--timeout", "5s", "--log-level", "debug"]);
    const call = (name: string, args: object) =>
      send(server.port, {
        body: JSON.stringify({
          jsonrpc: "2.0",
          id: 1,
          method: "tools/call",
          params: { name, arguments: args },
        }),
      });
    const worker = { name: "slow", project: "Claude Agent", task: "Say hello. think=6000" };
    assert.match((await call("create_agent", worker)).text, /created/);
    const cut = assert.rejects(call("wait_for_agents", { agent_names: ["slow"], timeout_seconds: 3600 }));
    const requests = () => server.stderr().split(" debug request ").length;
    const before = requests();
    await until(() => requests() > before);
    server.kill("SIGTERM");
    assert.equal(await server.exit(), 0);
    await cut;
    assert.match(server.stderr(), /warn calls cut off/);
    await deployment.stop();
  });

  it("ends at once where nothing is under way, idle connections or not", async () => {
    const deployment = await HeldDeployment.start();
    const server = await startHttpServer(deployment.environment);
    assert.equal((await fetch(`${server.origin}/health`)).status, 200);
    server.kill("SIGINT");
    assert.equal(await server.exit(), 0);
    deployment.stop();
  });
});

describe("the limits of the HTTP server", () => {
  it("answers 429 with Retry-After to a caller that sends too much", async () => {
    const deployment = await HeldDeployment.start();
    const server = await startHttpServer({ ...deployment.environment, CODER_MCP_HTTP_RATE_LIMIT: "5" }, [
      "--trusted-proxy",
      "127.0.0.1",
    ]);
    const from = (address: string) => send(server.port, { headers: { "X-Forwarded-For": address } });
    for (let count = 0; count < 5; count += 1) assert.equal((await from("10.0.0.1")).status, 200);
    const refused = await from("10.0.0.1");
    assert.equal(refused.status, 429);
    assert.match(errorMessage(refused), /5 requests a minute/);
    const seconds = Number(refused.headers["retry-after"]);
    assert.ok(seconds >= 1 && seconds <= 12, String(seconds));
    assert.equal((await from("10.0.0.2")).status, 200, "others are not counted with them");
    await server.stop();
    deployment.stop();
  });

  it("does not believe X-Forwarded-For of a proxy it does not know", async () => {
    const deployment = await HeldDeployment.start();
    const server = await startHttpServer(deployment.environment, ["--rate-limit", "2"]);
    const statuses: number[] = [];
    for (const address of ["10.0.0.1", "10.0.0.2", "10.0.0.3"]) {
      statuses.push((await send(server.port, { headers: { "X-Forwarded-For": address } })).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    await server.stop();
    deployment.stop();
  });
});
