import assert from "node:assert/strict";
import type { RunningDeployment } from "../../src/embedded/start";
import { callerOf, startHere } from "./client";

describe("broken modes of the embedded deployment", () => {
  let deployment: RunningDeployment;
  const call = (method: string, path: string, body?: unknown) =>
    callerOf(deployment.url, deployment.token)(method, path, body);

  before(async () => {
    deployment = await startHere();
  });
  after(() => deployment.stop());

  const plan = (failure: object) => call("POST", "/_embedded/faults", { failures: [failure] });

  it("answer with a status as often as planned, then as ever", async () => {
    await plan({ kind: "status", status: 503, path: "^/api/v2/users/me$", count: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await call("GET", "/api/v2/users/me")).status);
    assert.deepEqual(statuses, [503, 503, 200]);
  });

  it("drop connections", async () => {
    await plan({ kind: "drop", path: "buildinfo" });
    await assert.rejects(call("GET", "/api/v2/buildinfo"));
    assert.equal((await call("GET", "/api/v2/buildinfo")).status, 200);
  });

  it("answer late", async () => {
    await call("POST", "/_embedded/faults", { latency_ms: 120 });
    const began = performance.now();
    await call("GET", "/api/v2/buildinfo");
    assert.ok(performance.now() - began >= 110);
    await call("POST", "/_embedded/faults", { latency_ms: 0 });
  });

  it("let every token expire", async () => {
    await call("POST", "/_embedded/expire-tokens");
    const { status, body } = await call("GET", "/api/v2/users/me");
    assert.equal(status, 401);
    assert.match(JSON.stringify(body), /API key expired at/);
  });

  it("are not there without --control", async () => {
    const plain = await startHere({ control: false });
    try {
      const answer = await callerOf(plain.url, plain.token)("POST", "/_embedded/expire-tokens");
      assert.match(answer.headers.get("content-type") ?? "", /^text\/html/);
      assert.equal((await callerOf(plain.url, plain.token)("GET", "/api/v2/users/me")).status, 200);
    } finally {
      await plain.stop();
    }
  });
});
