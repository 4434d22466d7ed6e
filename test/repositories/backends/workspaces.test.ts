import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { CoderApiError } from "../../../src/models/errors";
import type { AgentBackend } from "../../../src/repositories/agentBackend";
import { type RecordedServer, serveRecordings } from "../support/recordedServer";
import { recordedWorkspace } from "../support/recordings";

const call = { signal: new AbortController().signal };

describe("agents on a deployment that offers no tasks and no chats any more", () => {
  let server: RecordedServer;
  let backend: AgentBackend;

  beforeEach(async () => {
    server = await serveRecordings(
      { recording: "2.26.0/workspaces/list_q_has_ai_task", path: "/api/v2/workspaces" },
      ...["task-upbeat-sanderson-7894", "dev-one"].map((name) => ({
        method: "GET",
        path: `/api/v2/users/me/workspace/${name}`,
        status: 200,
        body: recordedWorkspace("2.26.0/workspaces/list", name),
      })),
    );
    const [only] = await server.deployment.backends(call);
    assert.ok(only);
    backend = only;
  });
  afterEach(() => server.stop());

  it("are still listed, newest first, by their AI task", async () => {
    const { agents } = await backend.list({ owner: { kind: "me" } }, call);
    assert.equal(agents.length, 8);
    assert.equal(server.seen.at(-1)?.q, "owner:me has-ai-task:true");
    const created = agents.map(({ createdAt }) => Date.parse(createdAt));
    assert.deepEqual(
      created,
      [...created].sort((a, b) => b - a),
    );
  });

  it("are still found by name; an ordinary workspace is none", async () => {
    const agent = await backend.find({ kind: "name", owner: "me", name: "task-upbeat-sanderson-7894" }, call);
    assert.deepEqual([agent?.kind, agent?.status], ["workspace", "idle"]);
    assert.equal(await backend.find({ kind: "name", owner: "me", name: "dev-one" }, call), undefined);
  });

  it("are still stopped, started and deleted", async () => {
    const agent = await backend.find({ kind: "name", owner: "me", name: "task-upbeat-sanderson-7894" }, call);
    assert.ok(agent);
    server.add({
      recording: "2.26.0/builds/create_stop_task_workspace",
      path: `/api/v2/workspaces/${agent.id}/builds`,
    });
    await backend.pause(agent, call);
    await backend.resume(agent, call);
    await backend.delete(agent, call);
    assert.deepEqual(
      server.seen.slice(-3).map(({ body }) => body),
      [{ transition: "stop" }, { transition: "start" }, { transition: "delete" }],
    );
  });

  it("everything else says that the deployment cannot do it", async () => {
    const agent = await backend.find({ kind: "name", owner: "me", name: "task-upbeat-sanderson-7894" }, call);
    assert.ok(agent);
    const unsupported = (error: unknown) =>
      error instanceof CoderApiError && error.reason === "unsupported_by_deployment";
    await assert.rejects(backend.startTask(agent, "x", "refuse", call), unsupported);
    await assert.rejects(backend.sendInput(agent, "x", call), unsupported);
    await assert.rejects(backend.cancelTask(agent, call), unsupported);
    await assert.rejects(backend.history(agent, call), unsupported);
    await assert.rejects(backend.log(agent, call), unsupported);
  });
});
