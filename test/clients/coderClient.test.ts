import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as z from "zod";
import type { RequestLogEvent } from "../../src/clients/coderClient";
import { routes } from "../../src/clients/routes";
import { answerHtml, answerJson, call, clientOf, closeAll, failure, serve, TOKEN } from "./localServer";

const userSchema = z.object({ username: z.string() });
const me = { params: { user: "me" }, schema: userSchema };

describe("CoderClient", () => {
  afterEach(closeAll);

  it("sends the token, our version and what it accepts, and reads JSON through the schema", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 200, { username: "ada", extra: 1 });
    });
    assert.deepEqual(await clientOf(server.url).json(routes.user, me, call()), { username: "ada" });
    const [request] = server.requests;
    assert.ok(request !== undefined);
    assert.equal(request.url, "/api/v2/users/me");
    assert.equal(request.headers["coder-session-token"], TOKEN);
    assert.equal(request.headers["user-agent"], "coder-fleet/0.0.1");
    assert.equal(request.headers.accept, "application/json");
    assert.match(String(request.headers["accept-encoding"]), /gzip/);
    assert.equal(request.headers["content-type"], undefined);
  });

  it("sends bodies as JSON and queries encoded, without undefined ones", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 201, { username: "ada" });
    });
    const options = { ...me, body: { prompt: "ä" }, query: { q: 'name:"a b"', limit: 0, after: undefined } };
    await clientOf(`${server.url}/prefix`).json(routes.createWorkspace, options, call());
    const [request] = server.requests;
    assert.equal(request?.url, "/prefix/api/v2/users/me/workspaces?q=name%3A%22a+b%22&limit=0");
    assert.equal(request.body, '{"prompt":"ä"}');
    assert.equal(request.headers["content-type"], "application/json");
  });

  it("unpacks gzip", async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify({ username: "ada" })));
    });
    assert.deepEqual(await clientOf(server.url).json(routes.user, me, call()), { username: "ada" });
  });

  it("keeps its connection alive, also after errors and answers nobody reads", async () => {
    const server = await serve((_request, response, nth) => {
      if (nth === 1) response.writeHead(204).end();
      else answerJson(response, nth === 2 ? 403 : 200, { username: "ada", message: "Forbidden." });
    });
    const client = clientOf(server.url);
    await client.json(routes.user, me, call());
    await client.empty(routes.tasks.delete, { params: { user: "me", task: "a" } }, call());
    await failure(client.json(routes.user, me, call()));
    assert.equal(await client.probe(routes.tasks.list, {}, call()), "present");
    await client.json(routes.user, me, call());
    assert.equal(server.requests.length, 5);
    assert.equal(server.connections, 1);
  });

  describe("reads only what it knows", () => {
    it("takes a dashboard page with status 200 as a route that is not there", async () => {
      const server = await serve((_request, response) => {
        answerHtml(response, 200);
      });
      const client = clientOf(server.url);
      const params = { user: "me", task: "a" };
      for (const request of [
        () => client.json(routes.tasks.list, { schema: userSchema }, call()),
        () => client.empty(routes.tasks.send, { params, body: { input: "x" } }, call()),
      ]) {
        const error = await failure(request());
        assert.equal(error.reason, "unsupported_by_deployment");
        assert.match(error.message, /\/api\/v2\/tasks/);
      }
    });

    it("names the route and the first wrong place of another shape, never its content", async () => {
      const server = await serve((_request, response) => {
        answerJson(response, 200, { tasks: [{ name: "secret text" }] }, { "x-coder-request-id": "r-1" });
      });
      const schema = z.union([
        z.object({ tasks: z.array(z.object({ id: z.string() })) }),
        z.array(z.string()),
      ]);
      const error = await failure(clientOf(server.url).json(routes.tasks.list, { schema }, call()));
      assert.equal(error.reason, "unexpected_answer");
      assert.match(error.message, /GET \/api\/v2\/tasks .*'tasks\.0\.id'.*no string/);
      assert.ok(!JSON.stringify(error.toPayload()).includes("secret text"));
      assert.equal(error.details?.requestId, "r-1");
    });

    it("says when the body is not JSON at all, or missing", async () => {
      const server = await serve((_request, response, nth) => {
        if (nth === 1) response.writeHead(204).end();
        else response.writeHead(200, { "content-type": "application/json" }).end('{"username":');
      });
      const client = clientOf(server.url);
      for (const words of [/not valid JSON/, /instead of JSON|does not offer/]) {
        const error = await failure(client.json(routes.user, me, call()));
        assert.equal(error.code, "CODER_API_ERROR");
        assert.match(error.message, words);
      }
    });
  });

  describe("probe", () => {
    const statuses: [string, number, unknown, "present" | "absent"][] = [
      ["a JSON answer", 200, [], "present"],
      ["a missing thing", 404, { message: "Resource not found or you do not have access" }, "present"],
      ["a refusal", 403, { message: "Forbidden." }, "present"],
      ["Coder's unknown route", 404, { message: "Route not found." }, "absent"],
    ];
    for (const [name, status, body, expected] of statuses) {
      it(`answers ${expected} for ${name}`, async () => {
        const server = await serve((_request, response) => {
          answerJson(response, status, body);
        });
        assert.equal(await clientOf(server.url).probe(routes.tasks.list, {}, call()), expected);
      });
    }

    for (const status of [200, 404]) {
      it(`answers absent for a page with status ${status}`, async () => {
        const server = await serve((_request, response) => {
          answerHtml(response, status);
        });
        assert.equal(await clientOf(server.url).probe(routes.tasks.list, {}, call()), "absent");
      });
    }

    for (const [status, code] of [
      [401, "AUTHENTICATION_FAILED"],
      [500, "CODER_API_ERROR"],
    ] as const) {
      it(`throws on ${status}, which tells nothing`, async () => {
        const server = await serve((_request, response) => {
          answerJson(response, status, { message: "no" });
        });
        assert.equal((await failure(clientOf(server.url).probe(routes.tasks.list, {}, call()))).code, code);
      });
    }
  });

  describe("never waits without a limit", () => {
    it("gives up after its timeout, also while the body is under way", async () => {
      const server = await serve((_request, response, nth) => {
        if (nth === 1) response.writeHead(200, { "content-type": "application/json" }).write("{");
      });
      const client = clientOf(server.url, { timeoutMs: 80 });
      for (let nth = 0; nth < 2; nth += 1) {
        const error = await failure(client.json(routes.user, me, call()));
        assert.equal(error.reason, "timeout");
        assert.equal(error.retryable, true);
        assert.match(error.message, /0\.08 s/);
      }
    });

    it("says of a changing request that timed out that it may have taken effect", async () => {
      const server = await serve(() => undefined);
      const client = clientOf(server.url);
      const options = { ...me, body: {}, timeoutMs: 50 };
      const error = await failure(client.json(routes.createWorkspace, options, call()));
      assert.equal(error.reason, "timeout");
      assert.equal(error.retryable, false);
      assert.match(error.hint, /not known whether/);
    });

    it("ends at once when the caller cancels, before or during the request", async () => {
      const server = await serve(() => undefined);
      const client = clientOf(server.url);
      const controller = new AbortController();
      const request = failure(client.json(routes.user, me, call(controller.signal)));
      setTimeout(() => {
        controller.abort();
      }, 30);
      assert.equal((await request).reason, "canceled");
      const requests = server.requests.length;
      assert.equal((await failure(client.json(routes.user, me, call(controller.signal)))).reason, "canceled");
      assert.equal(server.requests.length, requests);
    });
  });

  describe("logs each attempt", () => {
    it("with path, status and request id, without query, body or token", async () => {
      const events: RequestLogEvent[] = [];
      const server = await serve((_request, response, nth) => {
        const headers = { "x-coder-request-id": `r-${nth}`, "retry-after": "0" };
        answerJson(response, nth === 0 ? 503 : 200, { username: "ada", message: "later" }, headers);
      });
      const client = clientOf(server.url, { log: (event) => events.push(event) });
      await client.json(routes.user, { ...me, query: { q: "private" } }, call());
      assert.deepEqual(
        events.map(({ durationMs, ...event }) => ({ ...event, timed: durationMs > 0 })),
        [
          { error: "server_error", status: 503, requestId: "r-0", attempt: 1 },
          { status: 200, requestId: "r-1", attempt: 2 },
        ].map((event) => ({ method: "GET", path: "/api/v2/users/me", ...event, timed: true })),
      );
      assert.ok(!JSON.stringify(events).includes(TOKEN));
    });
  });
});
