import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { AuthenticationError, ValidationError } from "../../src/models/errors";
import { type Answer, type RecordedServer, serveRecordings } from "./support/recordedServer";

const call = { signal: new AbortController().signal };
const VERSION = "934e6d04-e145-42d9-b0cf-7fd1ef3ff4bc";

describe("a deployment", () => {
  let server: RecordedServer;
  afterEach(() => server.stop());
  const serve = async (...answers: readonly Answer[]) => {
    server = await serveRecordings(...answers);
    return server.deployment;
  };

  it("A16: the user and with it the organization are asked for once", async () => {
    const { users } = await serve("2.26.0/users/me_bearer");
    const [user] = await Promise.all([users.me(call), users.me(call)]);
    await users.me(call);
    assert.equal(user.username, "ada");
    assert.equal(user.organization_ids.length, 1);
    assert.equal(server.seen.length, 1);
  });

  it("A16: a refused token is an authentication error and is not remembered", async () => {
    const { users } = await serve({ recording: "2.36.1/users/me_bad_token", path: "/api/v2/users/me" });
    await assert.rejects(users.me(call), AuthenticationError);
    server.add("2.26.0/users/me_bearer");
    assert.equal((await users.me(call)).username, "ada");
  });

  it("A7: lists templates, all or those with an AI task", async () => {
    const { templates } = await serve("2.36.1/templates/list");
    assert.ok((await templates.list({ aiTasksOnly: false }, call)).length > 1);
    assert.equal(server.seen.at(-1)?.q, null);
    await templates.list({ aiTasksOnly: true }, call);
    assert.equal(server.seen.at(-1)?.q, "has-ai-task:true");
  });

  it("A8: reads presets once per version; a version without any has none", async () => {
    const { templates } = await serve("2.36.1/templates/presets_ai");
    const presets = await templates.presets(VERSION, call);
    assert.deepEqual(
      presets.find((preset) => preset.default)?.parameters.find(({ name }) => name === "model"),
      { name: "model", value: "sonnet" },
    );
    await templates.presets(VERSION, call);
    assert.equal(server.seen.length, 1);
    server.add({
      recording: "2.36.1/templates/presets_plain_null",
      path: "/api/v2/templateversions/plain/presets",
    });
    assert.deepEqual(await templates.presets("plain", call), []);
  });

  it("A3: a workspace that is missing, hidden or deleted is undefined", async () => {
    const { workspaces } = await serve("2.36.1/workspaces/by_owner_name_missing", {
      recording: "2.36.1/workspaces/get_deleted_410",
      path: "/api/v2/workspaces/gone",
    });
    assert.equal(await workspaces.find({ kind: "name", owner: "me", name: "nope" }, call), undefined);
    assert.equal(await workspaces.find({ kind: "id", id: "gone" }, call), undefined);
  });

  it("a build beside an active one is a wrong state", async () => {
    const { workspaces } = await serve({
      recording: "2.36.1/builds/create_start_conflict_409",
      path: "/api/v2/workspaces/w/builds",
    });
    await assert.rejects(
      workspaces.build("w", "start", call),
      (error) => error instanceof ValidationError && error.reason === "wrong_state",
    );
  });

  for (const version of ["2.26.0", "2.36.1"]) {
    it(`${version}: reads the logs and the first report of a workspace agent`, async () => {
      const { workspaceAgents } = await serve(
        {
          recording: `${version}/agents/watch_metadata_ws`,
          path: "/api/v2/workspaceagents/a/watch-metadata-ws",
        },
        { recording: `${version}/agents/logs`, path: "/api/v2/workspaceagents/a/logs" },
      );
      const figures = await workspaceAgents.metadata("a", call);
      assert.equal(figures[0]?.description.key, "1_branch");
      assert.ok(figures.some(({ result }) => result.error === "run cmd: exit status 3"));
      assert.ok((await workspaceAgents.logs("a", call)).length > 0);
    });
  }
});
