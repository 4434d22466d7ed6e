import assert from "node:assert/strict";
import { WebSocketServer } from "ws";
import * as z from "zod";
import { proxyFor } from "../../src/clients/proxyAgent";
import { routes } from "../../src/clients/routes";
import { startForwardProxy, type ForwardProxy, type ForwardProxyOptions } from "./forwardProxy";
import { answerJson, call, clientOf, closeAll, failure, serve, TEST_CA, TOKEN } from "./localServer";

const me = { params: { user: "me" }, schema: z.object({ username: z.string() }) };
const watch = { params: { workspace: "w" } };
const ada = { username: "ada" };

/** A deployment over http or https that also serves a WebSocket. */
async function serveAda(scheme: "http" | "https") {
  const local = await serve((_request, response) => {
    answerJson(response, 200, ada);
  }, scheme);
  new WebSocketServer({ server: local.server }).on("connection", (socket) => {
    socket.close(1000, "done");
  });
  return local;
}

describe("TLS", () => {
  afterEach(closeAll);

  it("refuses a certificate nobody vouches for, and names the option that adds an authority", async () => {
    const server = await serveAda("https");
    const client = clientOf(server.url);
    for (const request of [
      () => client.json(routes.user, me, call()),
      () => client.socket(routes.watchWorkspace, watch, call()),
    ]) {
      const error = await failure(request());
      assert.equal(error.reason, "tls");
      assert.match(error.hint, /--ca-file/);
      assert.match(error.hint, /CODER_FLEET_CA_FILE/);
      assert.equal(error.retryable, false);
    }
    assert.equal(server.requests.length, 0);
    assert.equal(server.connections, 2);
  });

  it("takes it with the authority's PEM text, for requests and WebSockets", async () => {
    const server = await serveAda("https");
    const client = clientOf(server.url, { ca: TEST_CA });
    assert.deepEqual(await client.json(routes.user, me, call()), ada);
    assert.deepEqual(await client.json(routes.user, me, call()), ada);
    assert.equal(server.connections, 1);
    const socket = await client.socket(routes.watchWorkspace, watch, call());
    assert.equal((await socket.closed).code, 1000);
  });

  it("says that what was given as an authority is none, at each request, and closes all the same", async () => {
    const pem = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    const client = clientOf("https://127.0.0.1:9", { ca: pem, timeoutMs: 300 });
    for (let nth = 0; nth < 2; nth += 1) {
      const error = await failure(client.json(routes.user, me, call()));
      assert.equal(error.reason, "tls");
    }
    client.close();
  });

  it("says so when a plain http server answers", async () => {
    const server = await serveAda("http");
    const client = clientOf(server.url.replace("http:", "https:"));
    const error = await failure(client.json(routes.user, me, call()));
    assert.equal(error.reason, "tls");
    assert.match(error.hint, /scheme/);
  });
});

describe("a forward proxy", () => {
  const proxies: ForwardProxy[] = [];
  const startProxy = async (options?: ForwardProxyOptions) => {
    const proxy = await startForwardProxy(options);
    proxies.push(proxy);
    return proxy;
  };

  afterEach(async () => {
    await closeAll();
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  });

  for (const scheme of ["http", "https"] as const) {
    it(`carries requests and WebSockets to an ${scheme} deployment`, async () => {
      const server = await serveAda(scheme);
      const { host } = new URL(server.url);
      const proxy = await startProxy();
      const options = scheme === "http" ? { httpProxy: proxy.url } : { httpsProxy: proxy.url };
      const client = clientOf(server.url, { proxy: options, ca: TEST_CA });
      assert.deepEqual(await client.json(routes.user, me, call()), ada);
      assert.deepEqual(await client.json(routes.user, me, call()), ada);
      const socket = await client.socket(routes.watchWorkspace, watch, call());
      assert.equal((await socket.closed).code, 1000);
      assert.equal(server.requests[0]?.headers["coder-session-token"], TOKEN);
      const tunnels = proxy.asked.filter(({ line }) => line === `CONNECT ${host}`);
      assert.equal(tunnels.length, scheme === "https" ? 2 : 1, "kept alive through the proxy");
      if (scheme === "http") assert.equal(proxy.asked[0]?.line, `GET ${server.url}/api/v2/users/me`);
      assert.ok(!JSON.stringify(proxy.asked).includes(TOKEN));
    });
  }

  it("does not loosen TLS: a certificate for another host is refused behind it too", async () => {
    const server = await serveAda("https");
    const proxy = await startProxy({ onto: Number(new URL(server.url).port) });
    const options = { proxy: { httpsProxy: proxy.url }, ca: TEST_CA };
    const error = await failure(clientOf("https://coder.example.com", options).json(routes.user, me, call()));
    assert.equal(error.reason, "tls");
    assert.equal(proxy.asked[0]?.line, "CONNECT coder.example.com:443");
    assert.equal(server.requests.length, 0);
  });

  it("gets the user name and password of its URL, which no error shows", async () => {
    const server = await serveAda("https");
    const proxy = await startProxy({ refuse: 407 });
    const httpsProxy = proxy.url.replace("//", "//user:pass%20word@");
    const client = clientOf(server.url, { proxy: { httpsProxy }, ca: TEST_CA });
    const error = await failure(client.json(routes.user, me, call()));
    assert.equal(error.reason, "unreachable");
    assert.match(error.message, /proxy.*407/);
    assert.doesNotMatch(JSON.stringify(error.toPayload()), /user:|pass( |%20)word/);
    assert.equal(proxy.asked[0]?.authorization, `Basic ${Buffer.from("user:pass word").toString("base64")}`);
    assert.equal(server.requests.length, 0);
  });

  it("that is not there is an unreachable network, not a Coder error", async () => {
    const server = await serveAda("https");
    const proxy = await startProxy();
    await proxy.close();
    const client = clientOf(server.url, { proxy: { httpsProxy: proxy.url }, ca: TEST_CA, timeoutMs: 400 });
    assert.equal((await failure(client.json(routes.user, me, call()))).reason, "unreachable");
    assert.equal(server.connections, 0);
  });

  it("is left out for hosts in noProxy", async () => {
    const server = await serveAda("http");
    const proxy = await startProxy();
    const client = clientOf(server.url, { proxy: { httpProxy: proxy.url, noProxy: "127.0.0.1" } });
    assert.deepEqual(await client.json(routes.user, me, call()), ada);
    assert.equal(proxy.asked.length, 0);
  });
});

describe("proxyFor", () => {
  const httpProxy = "http://p1:3128";
  const httpsProxy = "http://p2:3128";
  const chosen = (url: string, noProxy?: string) =>
    proxyFor(new URL(url), { httpProxy, httpsProxy, ...(noProxy === undefined ? {} : { noProxy }) });

  it("chooses by the scheme of the deployment", () => {
    assert.equal(chosen("http://coder.example.com"), httpProxy);
    assert.equal(chosen("https://coder.example.com"), httpsProxy);
    assert.equal(proxyFor(new URL("https://coder.example.com"), { httpProxy }), undefined);
  });

  const excepted = [
    "*",
    "example.com",
    ".example.com",
    "*.example.com",
    "CODER.example.com",
    "x, coder.example.com:443",
  ];
  for (const noProxy of excepted) {
    it(`reaches a host covered by '${noProxy}' directly`, () => {
      assert.equal(chosen("https://coder.example.com", noProxy), undefined);
    });
  }

  for (const noProxy of ["", "ample.com", "coder.example.com:8443", "other.com", ":443", " , "]) {
    it(`does not take '${noProxy}' for an exception`, () => {
      assert.equal(chosen("https://coder.example.com", noProxy), httpsProxy);
    });
  }

  it("knows IPv6 addresses", () => {
    assert.equal(chosen("https://[::1]:8443", "[::1]:8443"), undefined);
    assert.equal(chosen("https://[::1]:8443", "::1"), undefined);
  });
});
