import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { AuthenticationError } from "../../../src/models/errors";
import { type Answer, type RecordedServer, serveRecordings } from "../support/recordedServer";

const call = { signal: new AbortController().signal };
const LATER = "GET /api/v2/tasks";
const EARLIER = "GET /api/experimental/tasks";
const CHATS = ["GET /api/v2/chats", "GET /api/experimental/chats"];

describe("finding out what a deployment offers", () => {
  let server: RecordedServer;
  afterEach(() => server.stop());

  const kinds = async () => (await server.deployment.backends(call)).map(({ kind }) => kind);
  const serve = async (...answers: readonly Answer[]) => {
    server = await serveRecordings(...answers);
  };

  /** The offers are asked at the same time. */
  const asked = () => [...server.requests()].sort();

  it("tasks below /api/v2, by one request, and no chats under either path", async () => {
    await serve("2.36.1/tasks/list_all");
    const [backend] = await server.deployment.backends(call);
    assert.equal(backend?.kind, "task");
    assert.equal(backend.capabilities.createParameters, false);
    assert.deepEqual(asked(), [...CHATS, LATER].sort());
  });

  it("tasks below /api/experimental only: the earlier generation", async () => {
    await serve("2.26.0/tasks/list_all");
    const [backend] = await server.deployment.backends(call);
    assert.equal(backend?.kind, "task");
    assert.equal(backend.capabilities.createParameters, true);
    assert.deepEqual(asked(), [...CHATS, LATER, EARLIER].sort());
  });

  it("chats below /api/experimental, beside tasks or instead of them, and the chats first", async () => {
    await serve("2.36.1/chats-live/list_default", "2.36.1/tasks/list_all");
    assert.deepEqual(await kinds(), ["chat", "task"]);
    await server.stop();
    await serve("2.37.0/chats-live/list", "2.37.0/chats-live/probe_v2_chats");
    assert.deepEqual(await kinds(), ["chat"]);
    assert.deepEqual(asked(), [...CHATS, LATER, EARLIER].sort());
  });

  it("chats below /api/v2, where Coder's documentation puts them", async () => {
    await serve({ method: "GET", path: "/api/v2/chats", status: 200, body: [] });
    assert.deepEqual(await kinds(), ["chat"]);
    assert.ok(!asked().includes("GET /api/experimental/chats"));
  });

  it("no chats where the dashboard's page answers for them", async () => {
    await serve("2.26.0/chats/list_bad_q", "2.26.0/tasks/list_all");
    assert.deepEqual(await kinds(), ["task"]);
  });

  it("neither, both are unknown routes: the workspaces are left", async () => {
    await serve("2.37.0/tasks/list", "2.37.0/tasks/list_experimental");
    assert.deepEqual(await kinds(), ["workspace"]);
  });

  it("neither, the dashboard's page answers with 200: the workspaces are left", async () => {
    const page = { method: "GET", status: 200, body: "<html></html>" };
    await serve({ ...page, path: "/api/v2/tasks" }, { ...page, path: "/api/experimental/tasks" });
    assert.deepEqual(await kinds(), ["workspace"]);
  });

  it("is asked once, and shared by callers at the same time", async () => {
    await serve("2.36.1/tasks/list_all");
    await Promise.all([kinds(), kinds(), kinds()]);
    await kinds();
    assert.deepEqual(asked(), [...CHATS, LATER].sort());
  });

  it("is asked again after a failed probe", async () => {
    await serve("2.36.1/tasks/list_no_token");
    await assert.rejects(kinds(), AuthenticationError);
    server.add("2.36.1/tasks/list_all");
    assert.deepEqual(await kinds(), ["task"]);
  });
});
