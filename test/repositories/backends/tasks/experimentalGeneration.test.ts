import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { workspaceSchema } from "../../../../src/models/coder/workspace";
import { ValidationError } from "../../../../src/models/errors";
import type { AgentBackend } from "../../../../src/repositories/agentBackend";
import { openRecordedBackend, type RecordedBackend } from "../../support/recordedBackend";
import type { RecordedServer } from "../../support/recordedServer";
import { recordedWorkspace } from "../../support/recordings";

const call = { signal: new AbortController().signal };
const VERSION = "10b09fc1-debc-4e3e-93f1-963241fc90c2";
const IDLE = "task-upbeat-sanderson-7894";
const BUSY = "task-peaceful-dewdney-9291";
const FAILED = "task-sharp-kepler-f0a1";
const STOPPED = "task-trusting-lamport-3af8";

describe("agents on /api/experimental/tasks, over recorded answers", () => {
  let server: RecordedServer;
  let backend: AgentBackend;
  let recorded: RecordedBackend;

  beforeEach(async () => {
    recorded = await openRecordedBackend(
      "2.26.0/tasks/list_all",
      "2.26.0/workspaces/list_q_status_failed",
      {
        recording: "2.26.0/templates/presets_for_named_agent",
        path: `/api/v2/templateversions/${VERSION}/presets`,
      },
      {
        method: "GET",
        path: `/api/v2/templateversions/${VERSION}/rich-parameters`,
        status: 200,
        body: [{ name: "AI Prompt", type: "string" }],
      },
      ...[IDLE, BUSY, FAILED, STOPPED, "dev-one"].map((name) => ({
        method: "GET",
        path: `/api/v2/users/me/workspace/${name}`,
        status: 200,
        body: recordedWorkspace("2.26.0/workspaces/list", name),
      })),
    );
    ({ server, backend } = recorded);
  });
  afterEach(() => server.stop());

  it("A1: lists the tasks and, beside them, the agents whose build failed, which Coder leaves out", async () => {
    const { agents } = await backend.list({ owner: { kind: "me" } }, call);
    assert.deepEqual(agents.find(({ name }) => name === FAILED)?.status, "failed");
    assert.equal(agents.length, 9);
    assert.deepEqual([...recorded.asked()].slice(0, 2).sort(), [
      "GET /api/experimental/tasks",
      "GET /api/v2/workspaces",
    ]);
    assert.ok(server.seen.some(({ q }) => q === "owner:me status:failed"));
  });

  it("A4: finds an agent in any state by one request for its workspace", async () => {
    const idle = await recorded.find(IDLE);
    assert.deepEqual([idle.status, idle.lastTask, idle.kind], ["idle", "Waiting for input", "task"]);
    assert.equal((await recorded.find(BUSY)).status, "busy");
    assert.equal((await recorded.find(STOPPED)).status, "stopped");
    assert.equal(recorded.asked().length, 3);
    const failed = await recorded.find(FAILED);
    assert.deepEqual([failed.status, failed.statusReason], ["failed", "terraform apply: exit status 1"]);
  });

  it("A3: an ordinary workspace is no agent, and a missing one none", async () => {
    assert.equal(await backend.find({ kind: "name", owner: "me", name: "dev-one" }, call), undefined);
    server.add({
      recording: "2.36.1/workspaces/by_owner_name_missing",
      path: "/api/v2/users/me/workspace/x",
    });
    assert.equal(await backend.find({ kind: "name", owner: "me", name: "x" }, call), undefined);
    server.add({ recording: "2.26.0/users/by_name_missing", path: "/api/v2/users/nobody/workspace/x" });
    assert.equal(await backend.find({ kind: "name", owner: "nobody", name: "x" }, call), undefined);
  });

  it("knows the role of an agent just found without a further look-up", async () => {
    const [agent] = await backend.withRoles([await recorded.find(IDLE)], call);
    assert.equal(agent?.role, "coder");
    assert.equal(recorded.asked().filter((request) => request === "GET /api/v2/workspaces").length, 0);
  });

  it("asks for the roles of a page once; after that only for agents that have no workspace agent", async () => {
    const { agents } = await backend.list({ owner: { kind: "me" } }, call);
    server.add("2.26.0/workspaces/list");
    const roles = new Map((await backend.withRoles(agents, call)).map(({ name, role }) => [name, role]));
    assert.deepEqual(
      [roles.get(IDLE), roles.get(STOPPED), roles.get(FAILED)],
      ["coder", "reviewer", "broken"],
    );
    const before = recorded.asked().length;
    const running = agents.filter(({ status }) => status === "idle" || status === "busy");
    const known = running.filter(({ name }) => roles.get(name) !== "Unknown");
    await backend.withRoles(known, call);
    assert.equal(recorded.asked().length, before);
  });

  it("A9: creates through the workspaces API, the prompt as a parameter beside others", async () => {
    server.add("2.26.0/tasks/create_named_through_workspaces");
    const agent = await backend.create(
      {
        name: "named-two",
        owner: "me",
        organizationId: "af141582-6177-458d-a464-f68b24ed7e82",
        templateId: "674cc5a6-fe86-4ae6-bcaa-2a4fcbeae399",
        templateVersionId: VERSION,
        presetId: "39d41551-d3f5-41ff-b468-742db64dd8b3",
        prompt: "Say hello",
        parameters: [{ name: "model", value: "opus" }],
      },
      call,
    );
    assert.deepEqual([agent.name, agent.status, agent.prompt], ["named-two", "pending", "Say hello"]);
    assert.deepEqual(recorded.last()?.body, {
      name: "named-two",
      template_version_id: VERSION,
      template_version_preset_id: "39d41551-d3f5-41ff-b468-742db64dd8b3",
      rich_parameter_values: [
        { name: "model", value: "opus" },
        { name: "AI Prompt", value: "Say hello" },
      ],
    });
    assert.equal(recorded.asked().length, 1);
  });

  it("A12: gives an idle agent its task through its app", async () => {
    server.add({
      recording: "2.26.0/apps/path_app_post_message",
      path: `/@ada/${IDLE}.main/apps/claude/message`,
    });
    await backend.startTask(await recorded.find(IDLE), "Add a test", "refuse", call);
    assert.deepEqual(recorded.last()?.body, { type: "user", content: "Add a test" });
    assert.equal(recorded.asked().length, 2);
  });

  it("A12: an app that became busy meanwhile is a wrong state", async () => {
    server.add({
      recording: "2.26.0/apps/path_app_post_message_busy",
      path: `/@ada/${IDLE}.main/apps/claude/message`,
    });
    await assert.rejects(
      backend.startTask(await recorded.find(IDLE), "more", "refuse", call),
      (error) =>
        error instanceof ValidationError && error.reason === "wrong_state" && error.message.includes("busy"),
    );
  });

  it("A13: cancels with Ctrl+C to the app the build names", async () => {
    server.add({
      recording: "2.26.0/apps/path_app_post_message",
      path: `/@ada/${BUSY}.main/apps/claude/message`,
    });
    await backend.cancelTask(await recorded.find(BUSY), call);
    assert.deepEqual(recorded.last()?.body, { type: "raw", content: "\u0003" });
    assert.equal(recorded.asked().length, 2);
  });

  it("A14: history takes the prompt from the build's parameters", async () => {
    const agent = await recorded.find(IDLE);
    const { latest_build } = workspaceSchema.parse(recordedWorkspace("2.26.0/workspaces/list", IDLE));
    server.add({
      method: "GET",
      path: `/api/v2/workspacebuilds/${latest_build?.id ?? ""}/parameters`,
      status: 200,
      body: [{ name: "AI Prompt", value: "Fix the login redirect bug" }],
    });
    const { entries } = await backend.history(agent, call);
    assert.deepEqual(
      entries.map(({ state }) => state),
      ["idle", "working", "prompt"],
    );
    assert.equal(entries.at(-1)?.message, "Fix the login redirect bug");
    assert.equal(recorded.asked().length, 2);
  });

  it("A15: reads the log from the app", async () => {
    const time = "2026-11-21T08:38:18.958353Z";
    server.add({
      method: "GET",
      path: `/@ada/${IDLE}.main/apps/claude/messages`,
      status: 200,
      body: {
        messages: [
          { id: 0, role: "user", content: "Fix the login redirect bug", time },
          { id: 1, role: "agent", content: "Echo: Fix the login redirect bug", time },
        ],
      },
    });
    const { entries, snapshot } = await backend.log(await recorded.find(IDLE), call);
    assert.deepEqual(
      entries.map(({ type, content }) => [type, content]),
      [
        ["input", "Fix the login redirect bug"],
        ["output", "Echo: Fix the login redirect bug"],
      ],
    );
    assert.equal(snapshot, false);
  });

  it("A15: the log of a stopped agent is an error that says how to get it", async () => {
    await assert.rejects(
      backend.log(await recorded.find(STOPPED), call),
      (error) =>
        error instanceof ValidationError &&
        error.message.includes("stopped") &&
        error.hint.includes("resume_agent"),
    );
  });

  it("A10: pauses, resumes and deletes by builds of the workspace", async () => {
    const agent = await recorded.find(IDLE);
    server.add({
      recording: "2.26.0/builds/create_stop_task_workspace",
      path: `/api/v2/workspaces/${agent.id}/builds`,
    });
    const started = await backend.pause(agent, call);
    assert.equal(started.buildId, "0a171c55-f154-46ef-b37a-f7a8f2f41edf");
    await backend.resume(agent, call);
    await backend.delete(agent, call);
    assert.deepEqual(
      server.seen.slice(-3).map(({ body }) => body),
      [{ transition: "stop" }, { transition: "start" }, { transition: "delete" }],
    );
  });
});
