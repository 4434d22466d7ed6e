import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  Client as ModernClient,
  type OAuthDiscoveryState,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { OAuthClientInformationMixed, OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { connection, type McpConnection } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { startOriginProxy, type OriginProxy } from "../../support/originProxy";
import { send } from "../../support/rawHttp";
import { startProcess } from "../../support/serverProcess";

const REDIRECT = "http://127.0.0.1:9999/callback";
const CLIENT = { name: "test", version: "1" };

/** What one client remembers of its sign-in, for both SDKs, and a person who agrees without a browser. */
class Person {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata = {
    client_name: "test",
    redirect_uris: [REDIRECT],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  readonly #sessionToken: string;
  #client: OAuthClientInformationMixed | undefined;
  #tokens: OAuthTokens | undefined;
  #verifier = "";
  #discovered: OAuthDiscoveryState | undefined;
  /** Handed back to the client by the person's browser. */
  code = "";

  constructor(sessionToken: string) {
    this.#sessionToken = sessionToken;
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.#client;
  }
  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#client = client;
  }
  tokens(): OAuthTokens | undefined {
    return this.#tokens;
  }
  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovered;
  }
  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovered = state;
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    const headers = { "Coder-Session-Token": this.#sessionToken };
    const answer = await fetch(url, { method: "POST", headers, redirect: "manual" });
    assert.equal(answer.status, 302, await answer.text());
    this.code = new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
  }
}

/** From 401 through metadata, registration, consent and token to an open connection, as a client's user sees it. */
type SignIn = (url: URL, person: Person) => Promise<McpConnection>;

const signInSdk1: SignIn = async (url, person) => {
  const refused = new StreamableHTTPClientTransport(url, { authProvider: person });
  await assert.rejects(new Client(CLIENT).connect(refused), /Unauthorized/);
  await refused.finishAuth(person.code);
  const client = new Client(CLIENT);
  await client.connect(new StreamableHTTPClientTransport(url, { authProvider: person }));
  return connection(client);
};

const signInSdk2: SignIn = async (url, person) => {
  const options = { versionNegotiation: { mode: { pin: "2026-07-28" } } } as const;
  const refused = new ModernTransport(url, { authProvider: person });
  await assert.rejects(new ModernClient(CLIENT, options).connect(refused), /Unauthorized|authori/i);
  await refused.finishAuth(person.code);
  const client = new ModernClient(CLIENT, options);
  await client.connect(new ModernTransport(url, { authProvider: person }));
  return connection(client);
};

/** A token for another resource, asked for by hand: no SDK would. */
async function tokenFor(origin: string, resource: string, sessionToken: string): Promise<string> {
  const post = (path: string, body: string | URLSearchParams, headers: Record<string, string>) =>
    fetch(`${origin}/oauth2/${path}`, { method: "POST", body, headers, redirect: "manual" });
  const json = { "Content-Type": "application/json" };
  const registered = await post("register", JSON.stringify({ redirect_uris: [REDIRECT] }), json);
  const { client_id: id, client_secret: secret } = (await registered.json()) as Record<string, string>;
  assert.ok(id !== undefined && secret !== undefined);
  const verifier = "v".repeat(43);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: id,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    resource,
  });
  const approved = await post(`authorize?${query.toString()}`, "", { "Coder-Session-Token": sessionToken });
  const code = new URL(approved.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const issued = await post(
    "tokens",
    new URLSearchParams({
      grant_type: "authorization_code",
      client_id: id,
      client_secret: secret,
      code,
      code_verifier: verifier,
      resource,
    }),
    {},
  );
  const { access_token: token } = (await issued.json()) as Record<string, string>;
  return token ?? assert.fail("there should be a token");
}

describe("OAuth2 behind the deployment's own address", () => {
  let proxy: OriginProxy;
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  let publicUrl: string;
  before(async () => {
    proxy = await startOriginProxy();
    deployment = await startEmbedded({ agents: 10, accessUrl: proxy.origin });
    proxy.route("/", deployment.url);
    publicUrl = `${proxy.origin}/fleet/mcp`;
    server = await startHttpServer({ CODER_URL: deployment.url }, [
      "--auth",
      "coder",
      "--public-url",
      publicUrl,
    ]);
    proxy.route("/fleet/", server.origin);
  });
  after(async () => {
    await server.stop();
    await proxy.stop();
    await deployment.stop();
  });

  for (const [sdk, signIn] of [
    ["SDK 1", signInSdk1],
    ["SDK 2", signInSdk2],
  ] as const) {
    it(`leads ${sdk}'s client from 401 to tool calls with its user's own rights`, async () => {
      for (const [token, user, agents] of [
        [deployment.token, "ada", 9],
        [deployment.memberToken, "mia", 1],
      ] as const) {
        const client = await signIn(new URL(publicUrl), new Person(token));
        const { structuredContent: who } = await client.call("get_authenticated_user");
        assert.equal(who["username"], user);
        const { structuredContent: list } = await client.call("list_agents");
        assert.equal(list["total_count"], agents);
        await client.close();
      }
    });
  }

  it("names Coder's metadata to whoever brings no token, or a wrong one", async () => {
    const metadata = `resource_metadata="${proxy.origin}/.well-known/oauth-protected-resource"`;
    const without = await send(server.port, {});
    assert.equal(without.status, 401);
    assert.equal(without.headers["www-authenticate"], `Bearer realm="coder-fleet", ${metadata}`);
    const headers = { Authorization: `Bearer ${"x".repeat(10)}-${"y".repeat(22)}` };
    const wrong = await send(server.port, { headers });
    assert.equal(wrong.status, 401);
    assert.equal(
      wrong.headers["www-authenticate"],
      `Bearer realm="coder-fleet", error="invalid_token", ${metadata}`,
    );
  });

  it("still takes the session token", async () => {
    const headers = { "Coder-Session-Token": deployment.memberToken };
    assert.equal((await send(server.port, { headers })).status, 200);
  });

  for (const path of ["", "/mcp"]) {
    it(`serves the metadata itself at /.well-known/oauth-protected-resource${path}, with Coder's own resource`, async () => {
      const answer = await send(server.port, {
        method: "GET",
        path: `/.well-known/oauth-protected-resource${path}`,
      });
      assert.equal(answer.status, 200);
      assert.deepEqual(JSON.parse(answer.text), {
        resource: proxy.origin,
        authorization_servers: [proxy.origin],
        bearer_methods_supported: ["header"],
        resource_name: "Coder Fleet",
      });
    });
  }

  it("refuses a token that Coder has issued for another address", async () => {
    const token = await tokenFor(proxy.origin, `${proxy.origin}/fleet/mcp`, deployment.token);
    const answer = await send(server.port, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 401);
    assert.match(answer.headers["www-authenticate"] ?? "", /error="invalid_token"/);
  });

  it("is refused at the start behind any other address, with the reason", async () => {
    const other = startProcess({ CODER_URL: deployment.url }, [
      ...["http", "--port", "0", "--auth", "coder", "--public-url", "https://fleet.example.com/mcp"],
    ]);
    assert.equal(await other.exit(20_000), 2);
    assert.match(
      other.stderr(),
      /--public-url=https:\/\/fleet\.example\.com\/mcp cannot be used with --auth coder/,
    );
    assert.ok(other.stderr().includes(`Coder's tokens are for "${proxy.origin}" alone`));
  });
});

describe("OAuth2 anywhere but behind the deployment's own address", () => {
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  before(async () => {
    deployment = await startEmbedded({ agents: 1, accessUrl: "http://127.0.0.1:3999" });
    server = await startHttpServer({ CODER_URL: deployment.url }, ["--auth", "coder"]);
  });
  after(async () => {
    await server.stop();
    await deployment.stop();
  });

  for (const [sdk, connect] of [
    [
      "SDK 1",
      (person: Person) =>
        new Client(CLIENT).connect(
          new StreamableHTTPClientTransport(new URL(server.url), { authProvider: person }),
        ),
    ],
    [
      "SDK 2",
      (person: Person) =>
        new ModernClient(CLIENT, { versionNegotiation: { mode: { pin: "2026-07-28" } } }).connect(
          new ModernTransport(new URL(server.url), { authProvider: person }),
        ),
    ],
  ] as const) {
    it(`leads ${sdk}'s client nowhere: nobody is asked to sign in, and no token is issued`, async () => {
      const person = new Person(deployment.token);
      await assert.rejects(connect(person));
      assert.equal(person.code, "");
      assert.equal(person.tokens(), undefined);
    });
  }
});

describe("OAuth2 of a deployment without it", () => {
  it("is refused at the start, with the reason", async () => {
    const deployment = await startEmbedded({ agents: 1 });
    const server = startProcess({ CODER_URL: deployment.url }, [
      ...["http", "--port", "0", "--auth", "coder", "--public-url", `${deployment.url}/mcp`],
    ]);
    assert.equal(await server.exit(20_000), 2);
    assert.match(server.stderr(), /the deployment offers no OAuth2.*experiment oauth2/);
    await deployment.stop();
  });
});

describe("OAuth2 while Coder is down", () => {
  it("waits for Coder: the server starts, and says so to whoever brings a Bearer token", async () => {
    const url = "http://127.0.0.1:9";
    const server = await startHttpServer({ CODER_URL: url }, [
      "--auth",
      "coder",
      "--public-url",
      `${url}/mcp`,
    ]);
    assert.match(server.stderr(), /OAuth2 waits for Coder/);
    const answer = await send(server.port, { headers: { Authorization: "Bearer some-token" } });
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers["retry-after"]) >= 1);
    await server.stop();
  });
});
