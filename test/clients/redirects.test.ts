import assert from "node:assert/strict";
import * as z from "zod";
import { routes } from "../../src/clients/routes";
import { answerJson, call, clientOf, closeAll, failure, serve, TOKEN, type LocalServer } from "./localServer";

const schema = z.object({ username: z.string() });
const me = { params: { user: "me" }, schema };
const ada = { username: "ada" };

/** Redirects each request to what `target` says, until that is undefined. */
function redirecting(status: number, target: (nth: number) => string | undefined): Promise<LocalServer> {
  return serve((_request, response, nth) => {
    const location = target(nth);
    if (location === undefined) answerJson(response, 200, ada);
    else response.writeHead(status, { location, "content-length": 0 }).end();
  });
}

describe("redirects", () => {
  afterEach(closeAll);

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follow a ${status} within the origin, with the token`, async () => {
      const server = await redirecting(status, (nth) => (nth < 3 ? `/moved/${nth}?x=1` : undefined));
      assert.deepEqual(await clientOf(server.url).json(routes.user, me, call()), ada);
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        ["/api/v2/users/me", "/moved/0?x=1", "/moved/1?x=1", "/moved/2?x=1"],
      );
      assert.ok(server.requests.every(({ headers }) => headers["coder-session-token"] === TOKEN));
      assert.equal(server.connections, 1);
    });
  }

  it("stop after three", async () => {
    const server = await redirecting(302, () => "/again");
    const error = await failure(clientOf(server.url).json(routes.user, me, call()));
    assert.equal(error.reason, "unexpected_answer");
    assert.match(error.message, /too many redirects/);
    assert.equal(server.requests.length, 4);
  });

  it("never lead to another origin: neither the token nor the request gets there", async () => {
    const other = await serve((_request, response) => {
      answerJson(response, 200, ada);
    });
    for (const location of [`${other.url}/api/v2/users/me`, `//${new URL(other.url).host}/x`]) {
      const server = await redirecting(307, () => location);
      const client = clientOf(server.url);
      for (const request of [
        () => client.json(routes.user, me, call()),
        () => client.socket(routes.watchWorkspace, { params: { workspace: "w" } }, call()),
      ]) {
        const error = await failure(request());
        assert.equal(error.reason, "unexpected_answer");
        assert.ok(error.message.includes(other.url));
      }
    }
    assert.equal(other.requests.length, 0);
  });

  it("to the login page mean that nobody is signed in, as path apps answer it", async () => {
    const server = await redirecting(303, () => "/login?redirect=%2F%40ada");
    const params = { owner: "ada", workspaceName: "w", workspaceAgentName: "main", slug: "app" };
    const error = await failure(clientOf(server.url).empty(routes.appMessage, { params, body: {} }, call()));
    assert.equal(error.code, "AUTHENTICATION_FAILED");
    assert.equal(server.requests.length, 1);
  });

  it("never turn a changing request into a GET", async () => {
    const server = await redirecting(302, () => "/elsewhere");
    const error = await failure(
      clientOf(server.url).json(routes.createWorkspace, { ...me, body: {} }, call()),
    );
    assert.equal(error.reason, "unexpected_answer");
    assert.equal(server.requests.length, 1);
  });

  it("repeat method and body where they must", async () => {
    const server = await redirecting(308, (nth) => (nth === 0 ? "/moved" : undefined));
    await clientOf(server.url).json(routes.createWorkspace, { ...me, body: { name: "n" } }, call());
    assert.deepEqual(
      server.requests.map(({ method, body }) => `${method} ${body}`),
      ['POST {"name":"n"}', 'POST {"name":"n"}'],
    );
  });

  for (const location of [undefined, "http://["]) {
    it(`without a valid target (${location}) are an error`, async () => {
      const server = await serve((_request, response) => {
        response.writeHead(302, location === undefined ? {} : { location }).end();
      });
      const error = await failure(clientOf(server.url).json(routes.user, me, call()));
      assert.match(error.message, /without a valid target/);
    });
  }
});
