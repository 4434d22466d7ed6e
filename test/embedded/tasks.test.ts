import assert from "node:assert/strict";
import * as z from "zod";
import type { RunningDeployment } from "../../src/embedded/start";
import { type Caller, callerOf, claudeAgent, read, startHere } from "./client";
import { until } from "../support/until";

const task = z.object({
  id: z.string(),
  name: z.string(),
  display_name: z.string(),
  status: z.string(),
  initial_prompt: z.string(),
  workspace_app_id: z.string().nullable(),
  current_state: z.object({ state: z.string(), message: z.string() }).nullable(),
});

describe("tasks of the embedded deployment", () => {
  let deployment: RunningDeployment;
  let call: Caller;
  let versionId: string;

  before(async () => {
    deployment = await startHere({ agents: 0, speed: 5 });
    call = callerOf(deployment.url, deployment.token);
    ({ versionId } = await claudeAgent(call));
  });
  after(() => deployment.stop());

  const create = (body: object) =>
    call("POST", "/api/v2/tasks/me", { template_version_id: versionId, ...body });
  const get = async (name: string) => read(await call("GET", `/api/v2/tasks/me/${name}`), task);
  const active = (name: string) =>
    until(
      () => get(name),
      ({ status, current_state: state }) => status === "active" && state?.state === "idle",
    );

  it("come up in Coder's order: connecting, starting, working, active and idle", async () => {
    assert.equal((await create({ name: "in-order", input: "Fix the login think=1" })).status, 201);
    const seen: string[] = [];
    await until(
      () => get("in-order"),
      ({ status, current_state: state }) => {
        const words = `${status} ${state?.message.replace(/:.*/, "") ?? ""}`;
        if (seen.at(-1) !== words) seen.push(words);
        return status === "active" && state?.state === "idle";
      },
    );
    const order = [
      "initializing Workspace is starting",
      "initializing Agent is connecting",
      "initializing Agent is starting",
      "initializing Working on",
    ];
    assert.deepEqual(
      seen.filter((words) => order.includes(words)),
      order,
    );
  });

  it("get a name of at most 32 characters and a display name from their prompt", async () => {
    const made = read(await create({ input: "summarise the changelog of the last three releases" }), task);
    assert.match(made.name, /^summarise-the-changelog-of-[a-z0-9-]*[0-9a-f]{4}$/);
    assert.ok(made.name.length <= 32);
    assert.equal(made.display_name, "Summarise the changelog of the last three releases");
  });

  it("take input only when active and idle, and say why not otherwise", async () => {
    await create({ name: "talker", input: "hello" });
    const send = (input: string) => call("POST", "/api/v2/tasks/me/talker/send", { input });
    assert.match(JSON.stringify((await send("early")).body), /Task is (pending|initializing)\./);
    await active("talker");
    assert.equal((await send("")).status, 400);
    assert.equal((await send("work think=5")).status, 204);
    const busy = await send("more");
    assert.deepEqual(busy.body, {
      message: "Task app is not ready to accept input.",
      detail: "Status: running",
    });
    await active("talker");
  });

  it("keep their conversation while paused, take a new prompt then, and resume", async () => {
    await create({ name: "sleeper", input: "hello" });
    await active("sleeper");
    const input = (text: string) => call("PATCH", "/api/v2/tasks/me/sleeper/input", { input: text });
    assert.equal((await input("too early")).status, 409);
    assert.equal((await call("POST", "/api/v2/tasks/me/sleeper/pause")).status, 202);
    assert.equal((await get("sleeper")).workspace_app_id, null);
    const paused = await until(
      () => get("sleeper"),
      ({ status }) => status === "paused",
    );
    assert.equal(paused.current_state?.state, "idle");
    const logs = read(
      await call("GET", "/api/v2/tasks/me/sleeper/logs"),
      z.object({ snapshot: z.literal(true), snapshot_at: z.string(), logs: z.array(z.unknown()) }),
    );
    assert.equal(logs.logs.length, 2);
    assert.equal((await input("another prompt")).status, 204);
    assert.equal((await get("sleeper")).initial_prompt, "another prompt");
    assert.equal((await call("POST", "/api/v2/tasks/me/sleeper/resume")).status, 202);
    await active("sleeper");
    assert.equal((await call("POST", "/api/v2/tasks/me/sleeper/resume")).status, 409);
  });

  it("are gone at once when deleted", async () => {
    await create({ name: "doomed", input: "" });
    await until(
      () => get("doomed"),
      ({ status }) => status === "active",
    );
    assert.equal((await call("DELETE", "/api/v2/tasks/me/doomed")).status, 202);
    assert.equal((await call("GET", "/api/v2/tasks/me/doomed")).status, 404);
  });

  it("are not made of workspaces created otherwise", async () => {
    const { templateId } = await claudeAgent(call);
    await call("POST", "/api/v2/users/me/workspaces", { name: "plain", template_id: templateId });
    assert.equal((await call("GET", "/api/v2/tasks/me/plain")).status, 404);
  });
});
