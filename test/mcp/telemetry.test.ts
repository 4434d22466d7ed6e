import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCollector, type Collector } from "../support/collector";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { startHttpServer } from "../support/httpServer";
import { startServer } from "../support/mcpClient";
import { INITIALIZE, SERVER, startProcess } from "../support/serverProcess";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;
/** Of OTLP: kinds of a span, and the status of one that failed. */
const [SERVER_SPAN, CLIENT_SPAN] = [2, 3];
const FAILED = 2;

describe("telemetry", function () {
  this.timeout(60_000);
  let deployment: EmbeddedDeployment;
  let collector: Collector;
  /** In front of the deployment: hears the headers that it gets. */
  let proxy: Server;
  let heard: (string | undefined)[];
  before(async () => {
    deployment = await startEmbedded({ agents: 2 });
    const { port } = new URL(deployment.url);
    proxy = createServer((request, response) => {
      heard.push(request.headers["traceparent"]?.toString());
      const { method, url: path, headers } = request;
      const onward = forward({
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { ...headers, host: `127.0.0.1:${port}` },
      });
      onward.on("response", (answer) =>
        answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
      );
      request.pipe(onward);
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
  });
  after(async () => {
    proxy.close();
    proxy.closeAllConnections();
    await deployment.stop();
  });
  beforeEach(async () => {
    heard = [];
    collector = await startCollector();
  });
  afterEach(() => collector.close());

  const environment = () => ({
    CODER_URL: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    CODER_SESSION_TOKEN: deployment.token,
  });
  const measured = () => ({
    ...environment(),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
  });
  const named = (name: string) => collector.spans.filter((span) => span.name === name);

  it("continues the trace of a call's _meta to Coder, and measures both", async () => {
    const server = await startServer(measured());
    await server.client.callTool({ name: "list_agents", arguments: {}, _meta: { traceparent: TRACEPARENT } });
    const failing = await server.client.callTool({
      name: "start_agent_task",
      arguments: { agent_name: "nobody", task_description: "a secret plan" },
    });
    assert.equal(failing.isError, true);
    await server.close();

    const [call] = named("tools/call list_agents");
    assert.ok(call);
    assert.deepEqual([call.traceId, call.parentSpanId, call.kind], [TRACE, PARENT, SERVER_SPAN]);
    assert.equal(call.attributes["gen_ai.tool.name"], "list_agents");
    const requests = collector.spans.filter(({ parentSpanId }) => parentSpanId === call.spanId);
    assert.ok(requests.length > 0);
    for (const { name, kind, traceId, spanId, attributes } of requests) {
      assert.deepEqual([name, kind, traceId], ["GET", CLIENT_SPAN, TRACE]);
      // What the deployment does not offer is asked for as well.
      assert.ok([200, 404].includes(Number(attributes["http.response.status_code"])));
      assert.ok(attributes["coder.request_id"], "what an operator finds in Coder's log");
      assert.ok(heard.includes(`00-${TRACE}-${spanId}-01`), "the header that Coder got");
    }

    const [failed] = named("tools/call start_agent_task");
    assert.ok(failed && failed.traceId !== TRACE, "a trace of its own");
    assert.deepEqual([failed.status.code, failed.status.message], [FAILED, "AGENT_NOT_FOUND missing_agent"]);

    const points = collector.points("mcp.server.operation.duration");
    assert.deepEqual(
      points.map(({ attributes, count }) => [
        attributes["gen_ai.tool.name"],
        attributes["error.type"],
        count,
      ]),
      [
        ["list_agents", undefined, 1],
        ["start_agent_task", "AGENT_NOT_FOUND missing_agent", 1],
      ],
    );
    assert.ok(collector.points("http.client.request.duration").length > 0);
    const [service] = collector.services;
    assert.equal(service?.["service.name"], "coder-fleet-mcp");
    assert.equal(service["deployment.environment.name"], "test");
    assert.ok(!collector.text().includes(deployment.token));
    assert.doesNotMatch(collector.text(), /secret plan/u, "no prompt");
  });

  it("continues the trace of an HTTP request", async () => {
    const server = await startHttpServer(measured());
    const client = new Client({ name: "test", version: "1" });
    const headers = { traceparent: TRACEPARENT };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers } }),
    );
    await client.callTool({ name: "list_agents", arguments: {} });
    await client.close();
    server.kill("SIGTERM");
    assert.equal(await server.exit(), 0);
    const [call] = named("tools/call list_agents");
    assert.deepEqual([call?.traceId, call?.parentSpanId], [TRACE, PARENT]);
    assert.ok(heard.some((header) => header?.startsWith(`00-${TRACE}-`)));
  });

  it("takes what is no trace for none", async () => {
    const server = await startServer(measured());
    for (const traceparent of ["", "00-zz-zz-01", `00-${"0".repeat(32)}-${PARENT}-01`]) {
      const answer = await server.client.callTool({
        name: "list_agents",
        arguments: {},
        _meta: { traceparent },
      });
      assert.notEqual(answer.isError, true);
    }
    await server.close();
    assert.equal(named("tools/call list_agents").length, 3);
    assert.ok(named("tools/call list_agents").every(({ parentSpanId }) => (parentSpanId ?? "") === ""));
  });

  it("neither delays nor fails a call when the collector is away", async () => {
    const server = await startServer({ ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
    const answer = await server.client.callTool({ name: "list_agents", arguments: {} });
    assert.notEqual(answer.isError, true);
    await server.close();
    assert.equal(server.stderr(), "");
  });

  it("does not keep an installation without it from serving", async () => {
    // As the one inside VS Code is: without that bundle.
    const folder = mkdtempSync(join(tmpdir(), "coder-fleet-unmeasured-"));
    for (const name of ["server.js", "server.main.js"]) {
      copyFileSync(join(SERVER, "..", name), join(folder, name));
    }
    const server = startProcess({ ...measured(), CODER_FLEET_LOG_LEVEL: "info" }, [], {
      server: join(folder, "server.js"),
    });
    server.send(INITIALIZE);
    await server.next(({ id }) => id === "init", 30_000);
    server.endInput();
    assert.equal(await server.exit(20_000), 0);
    assert.match(server.stderr(), /info nothing is measured error=.*telemetry\.js/u);
    rmSync(folder, { recursive: true });
  });

  for (const [what, more] of [
    ["no OTEL_ variable is set", {}],
    ["it is switched off", { OTEL_SDK_DISABLED: "true", OTEL_SERVICE_NAME: "x" }],
    ["nothing is exported", { OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" }],
  ] as const) {
    it(`is not even loaded where ${what}`, async () => {
      const server = startProcess({ ...environment(), ...more }, [], {
        node: ["--require", `${import.meta.dirname}/../support/loadedModules.cjs`],
      });
      server.send(INITIALIZE, { method: "notifications/initialized" });
      await server.next(({ id }) => id === "init", 30_000);
      server.send({ id: 1, method: "tools/call", params: { name: "list_agents", arguments: {} } });
      await server.next(({ id }) => id === 1, 30_000);
      server.endInput();
      assert.equal(await server.exit(20_000), 0);
      assert.match(server.stderr(), /loaded .*server\.js/u);
      assert.doesNotMatch(server.stderr(), /telemetry\.js/u);
      assert.deepEqual([...new Set(heard)], [undefined]);
    });
  }
});
