import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../../../../src/models/errors";
import type { AgentBackend } from "../../../../src/repositories/agentBackend";
import { openRecordedBackend, type RecordedBackend, workspaceAnswer } from "../../support/recordedBackend";
import type { RecordedServer } from "../../support/recordedServer";

const call = { signal: new AbortController().signal };

describe("agents on /api/v2/tasks, over recorded answers: work, history, log, builds", () => {
  let server: RecordedServer;
  let backend: AgentBackend;
  let recorded: RecordedBackend;

  beforeEach(async () => {
    recorded = await openRecordedBackend("2.36.1/tasks/list_all");
    ({ server, backend } = recorded);
  });
  afterEach(() => server.stop());

  it("A12: gives an idle agent its task by one request", async () => {
    server.add("2.36.1/tasks/get_by_name");
    const agent = await recorded.find("fix-login-bug");
    server.add({
      method: "POST",
      path: `/api/v2/tasks/ada/${agent.id}/send`,
      status: 204,
      body: "",
    });
    await backend.startTask(agent, "Add a test", "refuse", call);
    assert.deepEqual(recorded.last()?.body, { input: "Add a test" });
  });

  it("A12: refuses a busy agent and sends nothing", async () => {
    server.add("2.36.1/tasks/get_refactor_parser_busy");
    const agent = await recorded.find("refactor-parser");
    await assert.rejects(
      backend.startTask(agent, "more", "refuse", call),
      (error) =>
        error instanceof ValidationError && error.reason === "wrong_state" && error.message.includes("busy"),
    );
    await assert.rejects(
      backend.startTask(agent, "more", "queue", call),
      (error) => error instanceof CoderApiError && error.reason === "unsupported_by_deployment",
    );
    assert.equal(recorded.asked().length, 1);
  });

  it("A13: cancels with Ctrl+C to the task's own app among several, by two more requests", async () => {
    server.add(
      "2.36.1/tasks/get_refactor_parser_busy",
      workspaceAnswer("refactor-parser"),
      "2.36.1/apps/path_app_raw_interrupt_busy",
    );
    await backend.cancelTask(await recorded.find("refactor-parser"), call);
    assert.equal(recorded.asked()[2], "POST /@ada/refactor-parser.main/apps/claude/message");
    assert.equal(recorded.asked().length, 3);
    assert.deepEqual(recorded.last()?.body, { type: "raw", content: "\u0003" });
  });

  it("A13: no such app is an error and nothing is sent", async () => {
    const row = workspaceAnswer("refactor-parser");
    server.add("2.36.1/tasks/get_refactor_parser_busy", {
      ...row,
      body: { ...row.body, latest_build: null },
    });
    await assert.rejects(
      backend.cancelTask(await recorded.find("refactor-parser"), call),
      (error) => error instanceof CoderApiError && error.reason === "unsupported_by_deployment",
    );
    assert.ok(!recorded.asked().some((request) => request.startsWith("POST")));
  });

  it("an app behind no path proxy is unsupported", async () => {
    server.add("2.36.1/tasks/get_refactor_parser_busy", workspaceAnswer("refactor-parser"), {
      method: "POST",
      path: "/@ada/refactor-parser.main/apps/claude/message",
      status: 404,
      body: "<html>404 - Application Not Found</html>",
    });
    await assert.rejects(
      backend.cancelTask(await recorded.find("refactor-parser"), call),
      (error) => error instanceof CoderApiError && error.reason === "unsupported_by_deployment",
    );
  });

  it("types input for a busy agent into its terminal, with Enter", async () => {
    server.add(
      "2.36.1/tasks/get_refactor_parser_busy",
      workspaceAnswer("refactor-parser"),
      "2.36.1/apps/path_app_raw_interrupt_busy",
    );
    await backend.sendInput(await recorded.find("refactor-parser"), "yes", call);
    assert.deepEqual(recorded.last()?.body, { type: "raw", content: "yes\r" });
  });

  it("A14: history holds the app's reports, newest first, and at the end the first prompt", async () => {
    server.add("2.36.1/tasks/get_by_name", workspaceAnswer("fix-login-bug"));
    const { entries, begins } = await backend.history(await recorded.find("fix-login-bug"), call);
    assert.equal(entries.length, 13);
    assert.equal(entries.at(-1)?.state, "prompt");
    assert.equal(entries.at(-1)?.message, "Fix the login redirect bug");
    assert.equal(typeof entries[0]?.needs_user_attention, "boolean");
    assert.equal(begins, null);
    assert.equal(recorded.asked().length, 2);
  });

  it("A14: history of a stopped agent says where it begins", async () => {
    server.add(
      { recording: "2.36.1/tasks/get_paused", path: "/api/v2/tasks/me/review-pr-17" },
      "2.36.1/workspaces/get_stopped",
    );
    const { entries, begins } = await backend.history(await recorded.find("review-pr-17"), call);
    assert.deepEqual(
      entries.map(({ state }) => state),
      ["idle", "prompt"],
    );
    assert.match(begins ?? "", /newest report/);
  });

  it("A15: reads the conversation, and says when it is what was saved", async () => {
    server.add("2.36.1/tasks/get_by_name");
    const agent = await recorded.find("fix-login-bug");
    const path = `/api/v2/tasks/ada/${agent.id}/logs`;
    server.add({ recording: "2.36.1/tasks/logs_after_send", path });
    const living = await backend.log(agent, call);
    assert.deepEqual([living.entries[0]?.type, living.snapshot, living.snapshotAt], ["input", false, null]);
    server.add({ recording: "2.36.1/tasks/logs_pending", path });
    assert.deepEqual(await backend.log(agent, call), { entries: [], snapshot: true, snapshotAt: null });
  });

  it("A15: a log that cannot be read, and an agent that is gone, are errors and no empty log", async () => {
    server.add({ recording: "2.36.1/tasks/get_buildfail", path: "/api/v2/tasks/me/doomed" });
    const agent = await recorded.find("doomed");
    const path = `/api/v2/tasks/ada/${agent.id}/logs`;
    server.add({ recording: "2.36.1/tasks/logs_error_409", path });
    await assert.rejects(
      backend.log(agent, call),
      (error) => error instanceof ValidationError && error.message.includes("'doomed' is failed"),
    );
    server.add({ recording: "2.36.1/tasks/get_missing_id", path });
    await assert.rejects(backend.log(agent, call), AgentNotFoundError);
  });

  it("pauses and resumes by one request each and names the build to follow", async () => {
    server.add("2.36.1/tasks/get_by_name");
    const agent = await recorded.find("fix-login-bug");
    server.add(
      { recording: "2.36.1/tasks/pause_ok", path: `/api/v2/tasks/ada/${agent.id}/pause` },
      { recording: "2.36.1/tasks/resume_ok", path: `/api/v2/tasks/ada/${agent.id}/resume` },
    );
    assert.equal((await backend.pause(agent, call)).buildId, "fb1f5e16-0484-4743-9b11-353b6cb880b4");
    assert.equal((await backend.resume(agent, call)).buildId, "5e04bbaf-9176-4359-945c-549aaca0380d");
    assert.equal(recorded.asked().length, 3);
  });

  it("pauses by a build of the workspace where the deployment has no such route yet", async () => {
    server.add("2.36.1/tasks/get_by_name", {
      recording: "2.36.1/builds/create_delete_nope-9",
      path: "/api/v2/workspaces/656923e6-b12d-41db-b0e3-80bb02ca355f/builds",
    });
    await backend.pause(await recorded.find("fix-login-bug"), call);
    assert.deepEqual(recorded.last()?.body, { transition: "stop" });
  });

  it("A10: deletes by one request", async () => {
    server.add("2.36.1/tasks/get_refactor_parser_busy");
    const agent = await recorded.find("refactor-parser");
    server.add({ method: "DELETE", path: `/api/v2/tasks/ada/${agent.id}`, status: 202, body: "" });
    assert.deepEqual(await backend.delete(agent, call), { note: null });
    assert.equal(recorded.asked().length, 2);
  });
});
