import assert from "node:assert/strict";
import { request } from "node:http";
import type { RunningDeployment } from "../../src/embedded/start";
import { type Caller, callerOf, startHere } from "./client";

describe("the embedded deployment's HTTP server", () => {
  let deployment: RunningDeployment;
  let ada: Caller;
  let mia: Caller;

  before(async () => {
    deployment = await startHere();
    ada = callerOf(deployment.url, deployment.token);
    mia = callerOf(deployment.url, deployment.memberToken);
  });
  after(() => deployment.stop());

  it("takes a token as header, bearer, cookie and query", async () => {
    const { url, token } = deployment;
    const ways = [
      { headers: { "Coder-Session-Token": token } },
      { headers: { Authorization: `Bearer ${token}` } },
      { headers: { Cookie: `coder_session_token=${token}` } },
    ];
    for (const way of ways) assert.equal((await fetch(`${url}/api/v2/users/me`, way)).status, 200);
    assert.equal((await fetch(`${url}/api/v2/users/me?coder_session_token=${token}`)).status, 200);
  });

  it("says what is wrong with a missing, malformed or unknown token, and where to get one", async () => {
    const details = [
      ["", 'Cookie "coder_session_token" or query parameter must be provided.'],
      ["a-b-c", "Invalid API key format: incorrect amount of API key parts, expected 2 got 3"],
      [`${"a".repeat(10)}-${"b".repeat(22)}`, "API key is invalid."],
    ] as const;
    for (const [token, detail] of details) {
      const answer = await callerOf(deployment.url, token)("GET", "/api/v2/users/me");
      assert.equal(answer.status, 401);
      assert.deepEqual(answer.body, {
        message: "You are signed out or your session has expired. Please sign in again to continue.",
        detail,
      });
      assert.match(
        answer.headers.get("www-authenticate") ?? "",
        /^Bearer realm="coder", error="invalid_token"/,
      );
    }
  });

  it("marks every answer with version, request id, limits and a CSRF cookie", async () => {
    const { headers } = await ada("GET", "/api/v2/users/me");
    assert.equal(headers.get("x-coder-build-version"), "v2.36.1+b3acf7f");
    assert.match(headers.get("x-coder-request-id") ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(headers.get("x-ratelimit-limit"), "512");
    assert.match(headers.get("set-cookie") ?? "", /^csrf_token=/);
    assert.equal(headers.get("vary"), "Origin, Cookie");
  });

  it("answers unknown API routes with JSON, other paths with a page, wrong methods with nothing", async () => {
    const route = await ada("GET", "/api/v2/nothing-here");
    assert.deepEqual([route.status, route.body], [404, { message: "Route not found." }]);
    const page = await ada("GET", "/no/such/page");
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    const method = await ada("PUT", "/api/v2/buildinfo");
    assert.deepEqual([method.status, method.body, method.headers.get("allow")], [405, "", "GET"]);
  });

  it("refuses another Host and another Origin", async () => {
    const { port } = new URL(deployment.url);
    const status = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const call = request({ host: "127.0.0.1", port, path: "/api/v2/buildinfo", headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.on("error", reject).end();
      });
    assert.equal(await status({ Host: "rebound.example.com" }), 403);
    assert.equal(await status({ Origin: "https://evil.example.com" }), 403);
    assert.equal(await status({ Origin: deployment.url }), 200);
  });

  it("limits a user to 512 requests a minute on one path, and leaves other paths and users alone", async () => {
    const path = "/api/v2/users/me/login-type";
    for (let sent = 0; sent < 512; sent += 64) {
      await Promise.all(Array.from({ length: 64 }, () => mia("GET", path)));
    }
    const refused = await mia("GET", path);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("retry-after"), "60");
    assert.deepEqual(refused.body, {
      message: "You've been rate limited for sending more than 512 requests in 1m0s.",
    });
    assert.equal((await mia("GET", "/api/v2/users/me")).status, 200);
    assert.equal((await ada("GET", path)).status, 200);
  });

  it("hides what is not a member's: other users and their workspaces are 404", async () => {
    assert.equal((await mia("GET", "/api/v2/users/ada")).status, 404);
    const { body } = await ada("GET", "/api/v2/workspaces?q=owner:me&limit=1");
    const id = /"workspaces":\[\{"id":"([^"]+)"/.exec(JSON.stringify(body))?.[1];
    assert.equal((await mia("GET", `/api/v2/workspaces/${id ?? ""}`)).status, 404);
  });
});
