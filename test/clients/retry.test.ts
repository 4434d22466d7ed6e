import assert from "node:assert/strict";
import * as z from "zod";
import { routes } from "../../src/clients/routes";
import { answerJson, call, clientOf, closeAll, failure, serve, type Handler } from "./localServer";

const schema = z.object({ username: z.string() });
const me = { params: { user: "me" }, schema };
const ada = { username: "ada", message: "not now" };

/** Fails `times` times, then answers. */
function failing(times: number, fail: Handler): Handler {
  return (request, response, nth) => {
    if (nth < times) fail(request, response, nth);
    else answerJson(response, 200, ada);
  };
}

describe("retries", () => {
  afterEach(closeAll);

  for (const status of [429, 502, 503, 504]) {
    it(`repeats a GET after ${status} until it succeeds`, async () => {
      const server = await serve(
        failing(2, (_request, response) => {
          answerJson(response, status, ada);
        }),
      );
      assert.deepEqual(await clientOf(server.url).json(routes.user, me, call()), { username: "ada" });
      assert.equal(server.requests.length, 3);
    });
  }

  it("repeats a GET after a broken connection, before or within the answer", async () => {
    const server = await serve(
      failing(2, (_request, response, nth) => {
        if (nth === 0) response.destroy();
        else {
          response.writeHead(200, { "content-type": "application/json", "content-length": 100 });
          response.write("{", () => response.destroy());
        }
      }),
    );
    assert.deepEqual(await clientOf(server.url).json(routes.user, me, call()), { username: "ada" });
    assert.equal(server.requests.length, 3);
  });

  it("repeats a DELETE", async () => {
    const server = await serve(
      failing(1, (_request, response) => {
        answerJson(response, 502, ada);
      }),
    );
    const params = { user: "me", task: "a" };
    await clientOf(server.url).empty(routes.tasks.delete, { params }, call());
    assert.equal(server.requests.length, 2);
  });

  describe("a DELETE that finds nothing", () => {
    const params = { user: "me", task: "a" };
    const nothing: Handler = (_request, response) => {
      answerJson(response, 404, { message: "Resource not found." });
    };

    it("has done its work where the first answer was lost", async () => {
      const server = await serve((request, response, nth) => {
        if (nth === 0) response.destroy();
        else nothing(request, response, nth);
      });
      await clientOf(server.url).empty(routes.tasks.delete, { params }, call());
      assert.equal(server.requests.length, 2);
    });

    it("fails where the first answer said that nothing was done", async () => {
      const server = await serve((request, response, nth) => {
        if (nth === 0) answerJson(response, 429, ada);
        else nothing(request, response, nth);
      });
      const error = await failure(clientOf(server.url).empty(routes.tasks.delete, { params }, call()));
      assert.equal(error.details?.status, 404);
    });
  });

  it("stops after four attempts and says what the last one said", async () => {
    const server = await serve((_request, response, nth) => {
      answerJson(response, 503, { message: `down ${nth}` }, { "x-coder-request-id": `r-${nth}` });
    });
    const error = await failure(clientOf(server.url).json(routes.user, me, call()));
    assert.equal(server.requests.length, 4);
    assert.equal(error.reason, "server_error");
    assert.equal(error.retryable, true);
    assert.equal(error.details?.requestId, "r-3");
    assert.match(error.message, /down 3/);
  });

  for (const status of [400, 401, 403, 404, 409, 500, 501]) {
    it(`never repeats after ${status}`, async () => {
      const server = await serve((_request, response) => {
        answerJson(response, status, ada);
      });
      await failure(clientOf(server.url).json(routes.user, me, call()));
      assert.equal(server.requests.length, 1);
    });
  }

  const changing = [
    [routes.createWorkspace, { user: "me" }],
    [routes.tasks.input, { user: "me", task: "a" }],
  ] as const;
  for (const [route, params] of changing) {
    it(`never repeats a ${route.method}, and says so where it may have taken effect`, async () => {
      const server = await serve((_request, response, nth) => {
        if (nth === 0) answerJson(response, 503, ada);
        else response.destroy();
      });
      const client = clientOf(server.url);
      const busy = await failure(client.empty(route, { params, body: {} }, call()));
      assert.equal(busy.reason, "server_error");
      const broken = await failure(client.empty(route, { params, body: {} }, call()));
      assert.equal(broken.reason, "unreachable");
      assert.equal(broken.retryable, false);
      assert.match(broken.hint, /not known whether/);
      assert.equal(server.requests.length, 2);
    });
  }

  describe("honour Retry-After", () => {
    it("and wait as long as it says", async () => {
      const server = await serve(
        failing(1, (_request, response) => {
          answerJson(response, 429, ada, { "retry-after": "1" });
        }),
      );
      const started = performance.now();
      await clientOf(server.url).json(routes.user, me, call());
      assert.ok(performance.now() - started >= 1000);
    });

    for (const [name, value] of [
      ["seconds", () => "60"],
      ["a date", () => new Date(Date.now() + 60_000).toUTCString()],
    ] as const) {
      it(`but give up at once where the wait (${name}) is longer than what is left`, async () => {
        const server = await serve((_request, response) => {
          answerJson(response, 429, { message: "You've been rate limited." }, { "retry-after": value() });
        });
        const started = performance.now();
        const error = await failure(clientOf(server.url).json(routes.user, me, call()));
        assert.ok(performance.now() - started < 1000);
        assert.equal(server.requests.length, 1);
        assert.equal(error.reason, "rate_limited");
        assert.equal(error.retryable, true);
        assert.ok((error.details?.retryAfterSeconds ?? 0) >= 58);
        assert.match(error.hint, /in \d+ s/);
      });
    }
  });

  it("end within the timeout", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 503, ada);
    });
    const started = performance.now();
    const client = clientOf(server.url, { timeoutMs: 300 });
    assert.equal((await failure(client.json(routes.user, me, call()))).reason, "server_error");
    assert.ok(performance.now() - started < 300);
  });

  it("end when the caller cancels the wait", async () => {
    const controller = new AbortController();
    const server = await serve((_request, response) => {
      answerJson(response, 429, ada, { "retry-after": "20" });
      setTimeout(() => {
        controller.abort();
      }, 20);
    });
    const error = await failure(clientOf(server.url).json(routes.user, me, call(controller.signal)));
    assert.equal(error.reason, "canceled");
    assert.equal(server.requests.length, 1);
  });
});
