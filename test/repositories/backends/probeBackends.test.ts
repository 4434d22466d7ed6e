import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { AuthenticationError } from "../../../src/models/errors";
import { type Answer, type RecordedServer, serveRecordings } from "../support/recordedServer";

const call = { signal: new AbortController().signal };
const LATER = "GET /api/v2/tasks";
const EARLIER = "GET /api/experimental/tasks";

describe("finding out what a deployment offers", () => {
  let server: RecordedServer;
  afterEach(() => server.stop());

  const kinds = async () => (await server.deployment.backends(call)).map(({ kind }) => kind);
  const serve = async (...answers: readonly Answer[]) => {
    server = await serveRecordings(...answers);
  };

  it("tasks below /api/v2, by one request", async () => {
    await serve("2.36.1/tasks/list_all");
    const [backend] = await server.deployment.backends(call);
    assert.equal(backend?.kind, "task");
    assert.equal(backend.capabilities.createParameters, false);
    assert.deepEqual(server.requests(), [LATER]);
  });

  it("tasks below /api/experimental only: the earlier generation", async () => {
    await serve("2.26.0/tasks/list_all");
    const [backend] = await server.deployment.backends(call);
    assert.equal(backend?.kind, "task");
    assert.equal(backend.capabilities.createParameters, true);
    assert.deepEqual(server.requests(), [LATER, EARLIER]);
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
    assert.deepEqual(server.requests(), [LATER]);
  });

  it("is asked again after a failed probe", async () => {
    await serve("2.36.1/tasks/list_no_token");
    await assert.rejects(kinds(), AuthenticationError);
    server.add("2.36.1/tasks/list_all");
    assert.deepEqual(await kinds(), ["task"]);
  });
});
