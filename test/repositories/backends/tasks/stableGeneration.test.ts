import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { CoderApiError, ValidationError } from "../../../../src/models/errors";
import type { AgentBackend, CreateAgentRequest } from "../../../../src/repositories/agentBackend";
import { openRecordedBackend, type RecordedBackend, workspaceAnswer } from "../../support/recordedBackend";
import type { RecordedServer } from "../../support/recordedServer";

const call = { signal: new AbortController().signal };
const VERSION = "934e6d04-e145-42d9-b0cf-7fd1ef3ff4bc";
const CODER_PRESET = "66ad9575-76de-473b-8ef6-d96de16e8edc";

describe("agents on /api/v2/tasks, over recorded answers: list, find, create", () => {
  let server: RecordedServer;
  let backend: AgentBackend;
  let recorded: RecordedBackend;

  beforeEach(async () => {
    recorded = await openRecordedBackend("2.36.1/tasks/list_all", "2.36.1/templates/presets_ai");
    ({ server, backend } = recorded);
  });
  afterEach(() => server.stop());

  it("A1: lists a whole scope by one request, newest first", async () => {
    const { agents, incomplete } = await backend.list({ owner: { kind: "me" } }, call);
    assert.equal(incomplete, null);
    assert.deepEqual(recorded.asked(), ["GET /api/v2/tasks"]);
    assert.equal(recorded.last()?.q, "owner:me");
    const created = agents.map(({ createdAt }) => Date.parse(createdAt));
    assert.deepEqual(
      created,
      [...created].sort((a, b) => b - a),
    );
  });

  it("narrows by owner, and by nobody for all", async () => {
    await backend.list({ owner: { kind: "user", name: "mia" } }, call);
    assert.equal(recorded.last()?.q, "owner:mia");
    await backend.list({ owner: { kind: "all" } }, call);
    assert.equal(recorded.last()?.q, null);
  });

  it("A4: finds by name with one request and keeps Coder's spelling", async () => {
    server.add({ recording: "2.36.1/tasks/get_by_name", path: "/api/v2/tasks/me/FIX-login-BUG" });
    assert.equal((await recorded.find("FIX-login-BUG")).name, "fix-login-bug");
    assert.equal(recorded.asked().length, 1);
  });

  it("A3: answers undefined for what is not there, or hidden", async () => {
    server.add("2.36.1/tasks/get_missing_name", "2.36.1/tasks/get_missing_user");
    assert.equal(await backend.find({ kind: "name", owner: "me", name: "no-such-task" }, call), undefined);
    assert.equal(await backend.find({ kind: "name", owner: "nobody", name: "x" }, call), undefined);
  });

  it("finds an agent by its workspace's id too, which answers name", async () => {
    const { body: row } = workspaceAnswer("refactor-parser");
    server.add(workspaceAnswer("refactor-parser"), {
      recording: "2.36.1/tasks/get_missing_id",
      path: `/api/v2/tasks/me/${String(row["id"])}`,
    });
    const agent = await backend.find({ kind: "id", id: String(row["id"]) }, call);
    assert.equal(agent?.id, row["task_id"]);
    assert.equal(agent?.status, "busy");
  });

  it("fills the roles of a page by one search and one look at each version's presets", async () => {
    server.add("2.36.1/workspaces/list");
    const { agents } = await backend.list({ owner: { kind: "me" } }, call);
    const roles = new Map((await backend.withRoles(agents, call)).map(({ name, role }) => [name, role]));
    assert.equal(roles.get("fix-login-bug"), "coder");
    assert.equal(roles.get("review-pr-17"), "reviewer");
    assert.equal(roles.get("doomed"), "broken");
    assert.deepEqual(recorded.asked().slice(1), [
      "GET /api/v2/workspaces",
      `GET /api/v2/templateversions/${VERSION}/presets`,
    ]);
    const again = await backend.list({ owner: { kind: "me" } }, call);
    await backend.withRoles(again.agents, call);
    assert.equal(recorded.asked().length, 4, "what a build was made from is asked for once");
  });

  it("the role is Unknown when it cannot be known", async () => {
    server.add("2.36.1/workspaces/list", {
      method: "GET",
      path: `/api/v2/templateversions/${VERSION}/presets`,
      status: 404,
      body: { message: "Resource not found or you do not have access to this resource" },
    });
    const { agents } = await backend.list({ owner: { kind: "me" } }, call);
    for (const { role } of await backend.withRoles(agents, call)) assert.equal(role, "Unknown");
  });

  it("A9: creates through the tasks API, by one request", async () => {
    server.add("2.36.1/tasks/create_fix-login-bug");
    const agent = await backend.create(createRequest([]), call);
    assert.equal(agent.name, "fix-login-bug");
    assert.deepEqual(recorded.last()?.body, {
      template_version_id: VERSION,
      template_version_preset_id: CODER_PRESET,
      input: "Fix the login redirect bug",
      name: "fix-login-bug",
      display_name: "Fix login bug",
    });
    assert.equal(recorded.asked().length, 1);
  });

  it("A9: a duplicate name is a conflict", async () => {
    server.add("2.36.1/tasks/create_duplicate_name");
    await assert.rejects(backend.create(createRequest([]), call), (error) => {
      return error instanceof ValidationError && error.reason === "conflict";
    });
  });

  it("refuses a parameter of one's own before anything is sent, and lets pass what the preset gives", async () => {
    server.add(
      {
        recording: "2.26.0/templates/rich_parameters_plain",
        path: `/api/v2/templateversions/${VERSION}/rich-parameters`,
      },
      "2.36.1/tasks/create_fix-login-bug",
    );
    await assert.rejects(
      backend.create(createRequest([{ name: "model", value: "opus" }]), call),
      (error) =>
        error instanceof CoderApiError &&
        error.reason === "unsupported_by_deployment" &&
        error.message.includes("'model'"),
    );
    assert.ok(!recorded.asked().some((request) => request.startsWith("POST")));
    await backend.create(
      createRequest([
        { name: "model", value: "sonnet" },
        { name: "region", value: "eu" },
      ]),
      call,
    );
  });
});

function createRequest(parameters: CreateAgentRequest["parameters"]): CreateAgentRequest {
  return {
    name: "fix-login-bug",
    displayName: "Fix login bug",
    owner: "me",
    organizationId: "bea28bf6-608f-4ab0-917d-7509cee9e604",
    templateId: "231b929c-6307-4b1b-b5c6-0b911f33e071",
    templateVersionId: VERSION,
    presetId: CODER_PRESET,
    prompt: "Fix the login redirect bug",
    parameters,
  };
}
