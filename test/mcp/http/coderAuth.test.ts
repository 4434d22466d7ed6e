import assert from "node:assert/strict";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { CLIENTS } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { LIST_TOOLS, send } from "../../support/rawHttp";

describe("--auth coder", () => {
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  before(async () => {
    deployment = await startEmbedded({ agents: 10 });
    // A token of the server's own is there, and must never be used.
    server = await startHttpServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, [
      "--auth",
      "coder",
    ]);
  });
  after(async () => {
    await server.stop();
    await deployment.stop();
  });
  const session = (token: string) => ({ "Coder-Session-Token": token });

  for (const [era, connect] of CLIENTS) {
    it(`lets everybody act with their own rights and no other's, for ${era}`, async () => {
      const whoami = async (token: string): Promise<unknown> => {
        const client = await connect(new URL(server.url), session(token));
        const { structuredContent } = await client.call("get_authenticated_user");
        const { structuredContent: list } = await client.call("list_agents");
        await client.close();
        return [structuredContent["username"], list["total_count"]];
      };
      assert.deepEqual(await whoami(deployment.token), ["ada", 9]);
      assert.deepEqual(await whoami(deployment.memberToken), ["mia", 1]);
    });
  }

  for (const [what, headers, problem, says] of [
    ["no token", {}, "missing_token", /your own rights: send your Coder session token/],
    ["a token of the wrong form", session("a b"), "malformed_header", /no session token/],
    ["an oversized token", session("x".repeat(5000)), "malformed_header", /no session token/],
    ["a token that is not ASCII", session("caf\u00e9"), "malformed_header", /no session token/],
    [
      "a token Coder does not know",
      session(`${"x".repeat(10)}-${"y".repeat(22)}`),
      "invalid_token",
      /Coder does not accept/,
    ],
    [
      "a Bearer token",
      { Authorization: "Bearer whatever" },
      "invalid_token",
      /No Bearer token is taken here.*Coder-Session-Token/,
    ],
  ] as const) {
    it(`refuses ${what} and says what to send`, async () => {
      const answer = await send(server.port, { headers });
      assert.equal(answer.status, 401);
      const body = JSON.parse(answer.text) as Record<string, string>;
      assert.equal(body["error"], problem);
      assert.match(body["error_description"] ?? "", says);
      // A Bearer challenge would send a client looking for an OAuth2 server.
      assert.doesNotMatch(answer.headers["www-authenticate"] ?? "", /Bearer/);
    });
  }

  it("does not take Coder's own Bearer form of a good token where OAuth2 is not offered", async () => {
    const headers = { Authorization: `Bearer ${deployment.token}` };
    assert.equal((await send(server.port, { headers })).status, 401);
  });
});

describe("--auth coder while Coder is down", () => {
  it("says so and stays up", async () => {
    const first = await startEmbedded({ agents: 1 });
    const server = await startHttpServer({ CODER_URL: first.url }, ["--auth", "coder"]);
    await first.stop();
    const headers = { "Coder-Session-Token": first.token };
    const answer = await send(server.port, { headers, body: LIST_TOOLS });
    assert.equal(answer.status, 503);
    assert.match(answer.text, /Coder cannot be asked who you are.*could not be reached/);
    assert.ok(Number(answer.headers["retry-after"]) >= 1);
    assert.equal((await send(server.port, { method: "GET", path: "/health" })).status, 200);
    await server.stop();
  });
});
