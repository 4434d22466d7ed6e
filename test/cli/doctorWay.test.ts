/** What `coder-fleet-mcp doctor` says of the way to a deployment: each trouble is real, and the advice fits it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { login, runDoctor } from "../support/doctor";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { ROOT } from "../docs/pages";

const TLS = join(ROOT, "test/fixtures/tls");
const HOUR_MS = 3_600_000;

describe("coder-fleet-mcp doctor on the way to a deployment", function () {
  this.timeout(60_000);
  let home: string;
  let deployment: EmbeddedDeployment;
  const servers: ReturnType<typeof createServer>[] = [];

  const examine = (url: string, environment: Record<string, string> = {}) =>
    runDoctor({ HOME: home, ...login({ url, token: deployment.token }), ...environment });

  /** Something that answers in front of the deployment, or in its place. @returns its address */
  const startFront = async (answer: RequestListener, scheme: "http" | "https" = "http"): Promise<string> => {
    const server =
      scheme === "http"
        ? createServer(answer)
        : createTlsServer(
            { cert: readFileSync(join(TLS, "server.pem")), key: readFileSync(join(TLS, "server.key")) },
            answer,
          );
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  };

  /** Hands on to the deployment, but no WebSockets. */
  const handOn =
    (changed: Record<string, string> = {}): RequestListener =>
    (incoming, outgoing) => {
      const headers = { ...incoming.headers, host: new URL(deployment.url).host };
      const inner = request(
        new URL(incoming.url ?? "/", deployment.url),
        { method: incoming.method, headers, agent: false },
        (answered) => {
          outgoing.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...changed });
          answered.pipe(outgoing);
        },
      );
      inner.on("upgrade", (_answer, socket) => {
        socket.destroy();
        outgoing.writeHead(502).end();
      });
      inner.on("error", () => outgoing.destroy());
      incoming.pipe(inner);
    };

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "coder-fleet-doctor-"));
    deployment = await startEmbedded({ generation: "tasks", agents: 1 });
  });
  after(async () => {
    await deployment.stop();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(home, { recursive: true });
  });

  it("says to check the spelling, a VPN or a proxy where the host has no address", async () => {
    const { of } = await examine("https://nowhere.invalid");
    assert.equal(of("dns")?.status, "failed");
    assert.match(of("dns")?.hint ?? "", /spelling of CODER_URL.*VPN.*proxy/);
    assert.equal(of("tls")?.status, "skipped");
  });

  it("says to check the address where nobody answers, and looks no further", async () => {
    const { of } = await examine("http://127.0.0.1:9");
    assert.match(of("deployment")?.message ?? "", /connection was refused/);
    assert.match(of("deployment")?.hint ?? "", /the URL is right, the deployment is up, and a proxy/);
    assert.equal(of("token")?.message, "Not checked: the deployment does not answer.");
  });

  it("says that something else answered where a sign-in page of a network does", async () => {
    const portal = await startFront((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome to the hotel</html>");
    });
    const { findings, of } = await examine(portal);
    assert.equal(of("deployment")?.status, "failed");
    assert.match(of("deployment")?.hint ?? "", /CODER_URL.*browser.*sign-in page/);
    assert.doesNotMatch(JSON.stringify(findings), /hotel/);
  });

  it("says to give the authority's file where a certificate is not trusted, and trusts it then", async () => {
    const url = await startFront(handOn(), "https");
    const { of } = await examine(url);
    assert.match(of("tls")?.message ?? "", /The secure connection failed \([A-Z_]+\)/);
    assert.match(of("tls")?.hint ?? "", /private certificate authority.*--ca-file or CODER_FLEET_CA_FILE/);
    assert.equal(of("deployment")?.status, "failed");

    const trusted = await examine(url, { CODER_FLEET_CA_FILE: join(TLS, "ca.pem") });
    assert.match(trusted.of("tls")?.message ?? "", /^The certificate is trusted and good for \d+ days\.$/);
    assert.equal(trusted.of("deployment")?.status, "ok");
  });

  it("says to set the clock where this computer's and the deployment's are hours apart", async () => {
    const url = await startFront((incoming, outgoing) => {
      handOn({ date: new Date(Date.now() - 2 * HOUR_MS).toUTCString() })(incoming, outgoing);
    });
    const { of } = await examine(url);
    assert.match(of("clock")?.message ?? "", /^This computer is 7\d{3} s ahead of the deployment\.$/);
    assert.match(of("clock")?.hint ?? "", /network time/);
    assert.equal(of("token")?.status, "ok", "the rest is looked at all the same");
  });

  it("says to let WebSockets pass where something in between cuts them", async () => {
    const { of } = await examine(await startFront(handOn()));
    assert.equal(of("agents")?.status, "ok");
    assert.equal(of("websocket")?.status, "failed");
    assert.match(of("websocket")?.hint ?? "", /pass WebSockets \(the Upgrade header\)/);
  });

  it("looks through a proxy only at what the proxy answers, and names it without its password", async () => {
    const { findings, of } = await examine("http://coder.invalid", {
      CODER_FLEET_ALLOW_HTTP: "true",
      http_proxy: "http://user:secret@127.0.0.1:9",
    });
    assert.match(of("proxy")?.message ?? "", /through the proxy 127\.0\.0\.1:9/);
    assert.equal(of("dns"), undefined);
    assert.equal(of("deployment")?.status, "failed");
    assert.match(of("deployment")?.hint ?? "", /proxy/);
    assert.doesNotMatch(JSON.stringify(findings), /secret/);
  });
});
