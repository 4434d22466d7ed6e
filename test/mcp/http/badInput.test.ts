import assert from "node:assert/strict";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { errorMessage, LIST_TOOLS, send, sendBytes, type RawRequest } from "../../support/rawHttp";
import { UNREACHABLE } from "../../support/serverProcess";

const megabytes = (count: number): string => JSON.stringify({ text: "x".repeat(count * 1024 * 1024) });
const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const message = (method: string, params = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });

describe("the HTTP server and bad input", () => {
  let server: HttpServer;
  before(async () => {
    server = await startHttpServer(UNREACHABLE);
  });
  after(async () => {
    // Whatever came, it is still there.
    assert.equal((await send(server.port, { method: "GET", path: "/health" })).status, 200);
    await server.stop();
  });

  const refused: readonly (readonly [what: string, request: RawRequest, status: number, says: RegExp])[] = [
    ["another Host", { headers: { Host: "evil.example.com" } }, 403, /Host .*--allowed-hosts/],
    ["a Host that is no name", { headers: { Host: "a@b/c" } }, 403, /Host/],
    [
      "another Host at /health",
      { method: "GET", path: "/health", headers: { Host: "evil.example.com" } },
      403,
      /Host/,
    ],
    [
      "another Host at /ready",
      { method: "GET", path: "/ready", headers: { Host: "evil.example.com" } },
      403,
      /Host/,
    ],
    [
      "the page of another Origin",
      { headers: { Origin: "https://evil.example.com" } },
      403,
      /Origin .*--allowed-origins/,
    ],
    ["a page without an origin", { headers: { Origin: "null" } }, 403, /Origin/],
    [
      "the preflight of another Origin",
      { method: "OPTIONS", headers: { Origin: "https://evil.example.com" } },
      403,
      /Origin/,
    ],
    ["another path", { path: "/" }, 404, /messages go to \/mcp/],
    ["a stream of events", { method: "GET" }, 405, /send each message as a POST/],
    ["the end of a session", { method: "DELETE" }, 405, /no sessions/],
    ["another HTTP method", { method: "PUT", body: "{}" }, 405, /not supported/],
    [
      "another content type",
      { headers: { "Content-Type": "text/plain" } },
      415,
      /Content-Type: application\/json/,
    ],
    ["a compressed body", { headers: { "Content-Encoding": "gzip" } }, 415, /Content-Encoding/],
    ["an empty body", { body: "" }, 400, /empty/],
    ["broken JSON", { body: '{"jsonrpc": "2.0",' }, 400, /not JSON/],
    ["a batch", { body: `[${LIST_TOOLS},${LIST_TOOLS}]` }, 400, /Batches are not supported/],
    [
      "lists nested so deeply that reading them would exhaust the stack",
      { body: message("tools/call", { name: "list_agents", arguments: JSON.parse(nested(100)) as object }) },
      400,
      /100 deep/,
    ],
    ["half a million brackets", { body: "[".repeat(500_000) }, 400, /100 deep/],
    ["a body of 10 MB", { body: megabytes(10) }, 413, /4194304 bytes.*mode=append/],
  ];
  for (const [what, request, status, says] of refused) {
    it(`refuses ${what} with ${status} and says what to do`, async () => {
      const answer = await send(server.port, request);
      assert.equal(answer.status, status);
      assert.match(errorMessage(answer), says);
      assert.equal(answer.headers["access-control-allow-origin"], undefined);
    });
  }

  it("refuses a body that grows beyond the limit without saying its length", async () => {
    const answer = await send(server.port, {
      headers: { "Transfer-Encoding": "chunked" },
      body: megabytes(10),
    });
    assert.equal(answer.status, 413);
  });

  it("reads brackets in texts as text, and lists that are nested as deeply as it allows", async () => {
    for (const owner of [JSON.parse(nested(90)) as object, '\\"[{'.repeat(200)]) {
      const answer = await send(server.port, {
        body: message("tools/call", { name: "list_agents", arguments: { owner } }),
      });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.text, /VALIDATION_ERROR|NETWORK_ERROR/);
    }
  });

  it("takes nothing for its own that a message calls __proto__, constructor or prototype", async () => {
    const polluted = '{"__proto__":{"owner":7},"constructor":{"prototype":{"owner":7}}}';
    const params = `{"name":"list_agents","arguments":${polluted},"_meta":${polluted}}`;
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
    assert.match((await send(server.port, { body })).text, /unknown argument 'constructor'/);
    for (const name of ["__proto__", "constructor", "toString"]) {
      const answer = await send(server.port, { body: message("tools/call", { name, arguments: {} }) });
      assert.match(errorMessage(answer), /There is no tool/);
    }
    assert.equal((await send(server.port, {})).status, 200);
  });

  it("tells of a few unknown arguments where there are thousands", async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]);
    const call = { name: "list_agents", arguments: Object.fromEntries(names) as object };
    const answer = await send(server.port, { body: message("tools/call", call) });
    assert.match(answer.text, /unknown argument 'k0', 'k1', 'k2', 'k3', 'k4'; allowed: status_filter/);
  });

  it("answers no other spelling of its paths", async () => {
    const paths = [
      "/mcp/",
      "//mcp",
      "/%6dcp",
      "/./mcp",
      "/x/../mcp",
      "/MCP",
      "/mcp;x",
      "/mcp%00",
      "/health/",
    ];
    for (const path of paths) assert.equal((await send(server.port, { path })).status, 404, path);
    assert.equal((await send(server.port, { path: "http://localhost/mcp" })).status, 404);
  });

  for (const [what, body, says] of [
    ["a message that is none", '{"hello":"there"}', /./],
    ["an unknown method", message("agents/explode"), /not found/i],
    [
      "an unknown tool",
      message("tools/call", { name: "list_agent", arguments: {} }),
      /did you mean list_agents/,
    ],
  ] as const) {
    it(`answers ${what} with an error of the protocol`, async () => {
      const answer = await send(server.port, { body });
      assert.match(errorMessage(answer), says);
    });
  }

  it("refuses an unknown version of the protocol, naming those it speaks", async () => {
    const answer = await send(server.port, { headers: { "MCP-Protocol-Version": "1999-01-01" } });
    assert.equal(answer.status, 400);
    assert.match(errorMessage(answer), /2025-11-25/);
  });

  for (const [what, bytes, status] of [
    [
      "headers of 20 KB",
      `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ["what is no HTTP", "hello\r\n\r\n", 400],
    [
      "two Hosts",
      "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n",
      400,
    ],
    [
      "two credentials",
      "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nConnection: close\r\n\r\n",
      400,
    ],
    ["a header on two lines", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n", 400],
    ["lines that end without a carriage return", "GET /health HTTP/1.1\nHost: localhost\n\n", 400],
    ["a request without Host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    [
      "two bodies in one (smuggling)",
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
  ] as const) {
    it(`refuses ${what} with ${status}`, async () => {
      assert.match(await sendBytes(server.port, bytes), new RegExp(`^HTTP/1\\.1 ${status} `));
    });
  }

  it("answers pages on this computer, and lets none read what it was not meant for", async () => {
    const answer = await send(server.port, { headers: { Origin: "http://localhost:6274" } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["access-control-allow-origin"], undefined);
  });
});

describe("the HTTP server and names its operator allows", () => {
  it("answers them, and lets only pages that are named read answers", async () => {
    const server = await startHttpServer(UNREACHABLE, [
      ...["--allowed-hosts", "fleet.example.com,other.example.com:81"],
      ...["--allowed-origins", "https://tools.example.com"],
    ]);
    const status = async (headers: Record<string, string>) => (await send(server.port, { headers })).status;
    assert.equal(await status({ Host: "fleet.example.com:8443" }), 200);
    assert.equal(await status({ Host: "OTHER.example.com:81" }), 200);
    assert.equal(await status({ Host: "other.example.com:82" }), 403);

    const page = { Origin: "https://tools.example.com" };
    const answer = await send(server.port, { headers: page });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["access-control-allow-origin"], "https://tools.example.com");
    assert.equal(answer.headers.vary, "Origin");
    const preflight = await send(server.port, { method: "OPTIONS", headers: page });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers["access-control-allow-headers"] ?? "", /Authorization/);
    await server.stop();
  });
});
