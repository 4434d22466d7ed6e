import assert from "node:assert/strict";
import * as z from "zod";
import type { RunningDeployment } from "../../src/embedded/start";
import { type Caller, callerOf, claudeAgent, read, startHere } from "./client";
import { until } from "../support/until";

const workspace = z.object({
  id: z.string(),
  latest_build: z.object({
    id: z.string(),
    status: z.string(),
    resources: z.array(z.unknown()),
    job: z.object({ status: z.string(), queue_position: z.number(), error: z.string().optional() }),
  }),
});

describe("builds of the embedded deployment", () => {
  let deployment: RunningDeployment;
  let call: Caller;
  let agent: Awaited<ReturnType<typeof claudeAgent>>;

  before(async () => {
    deployment = await startHere({ agents: 0 });
    call = callerOf(deployment.url, deployment.token);
    agent = await claudeAgent(call);
  });
  after(() => deployment.stop());

  const create = async (name: string, preset = "coder") =>
    read(
      await call("POST", "/api/v2/users/me/workspaces", {
        name,
        template_id: agent.templateId,
        template_version_preset_id: agent.presets.get(preset),
      }),
      workspace,
    );
  const get = async (id: string) => read(await call("GET", `/api/v2/workspaces/${id}`), workspace);

  it("wait their turn behind three provisioner daemons", async () => {
    const made = await Promise.all(["q1", "q2", "q3", "q4", "q5"].map((name) => create(name)));
    const seen = await Promise.all(made.map(({ id }) => get(id)));
    const running = seen.filter(({ latest_build: build }) => build.job.status === "running");
    const waiting = seen.filter(({ latest_build: build }) => build.job.status === "pending");
    assert.equal(running.length, 3);
    assert.deepEqual(
      waiting.map(({ latest_build: build }) => build.job.queue_position),
      [1, 2],
    );
    for (const { id } of made) {
      await until(
        () => get(id),
        ({ latest_build: build }) => build.status === "running",
      );
    }
  });

  it("fail with the words of Terraform and leave no resources", async () => {
    const { id } = await create("never-builds", "broken");
    const { latest_build: build } = await until(
      () => get(id),
      (one) => one.latest_build.status === "failed",
    );
    assert.equal(build.job.error, "terraform apply: exit status 1");
    assert.deepEqual(build.resources, []);
    const logs = read(
      await call("GET", `/api/v2/workspacebuilds/${build.id}/logs`),
      z.array(z.object({ log_level: z.string(), stage: z.string() })),
    );
    assert.equal(logs[0]?.stage, "Setting up");
    assert.ok(logs.some((line) => line.log_level === "error"));
    assert.equal(logs.at(-1)?.stage, "Cleaning Up");
  });

  it("refuse a second build meanwhile, and are cancelled only once", async () => {
    const { id, latest_build: build } = await create("slow", "slow-start");
    const busy = await call("POST", `/api/v2/workspaces/${id}/builds`, { transition: "stop" });
    assert.equal(busy.status, 409);
    // Terraform is at work: from here on a cancel takes its time.
    await until(
      () => call("GET", `/api/v2/workspacebuilds/${build.id}/logs`),
      ({ body }) => JSON.stringify(body).includes("waiting 1"),
    );
    const cancel = (query = "") => call("PATCH", `/api/v2/workspacebuilds/${build.id}/cancel${query}`);
    assert.equal((await cancel("?expect_status=pending")).status, 412);
    assert.equal((await cancel()).status, 200);
    assert.deepEqual((await cancel()).body, { message: "Job has already been marked as canceled!" });
    assert.equal((await get(id)).latest_build.status, "canceling");
    await until(
      () => get(id),
      (one) => one.latest_build.status === "canceled",
    );
    assert.deepEqual((await cancel()).body, { message: "Job has already completed!" });
  });

  it("end in a workspace that is gone after a delete, and can still be asked for", async () => {
    const { id } = await create("short-lived");
    await until(
      () => get(id),
      (one) => one.latest_build.status === "running",
    );
    await call("POST", `/api/v2/workspaces/${id}/builds`, { transition: "delete" });
    const gone = await until(
      () => call("GET", `/api/v2/workspaces/${id}`),
      (answer) => answer.status === 410,
    );
    assert.match(JSON.stringify(gone.body), /include_deleted=true/);
    const kept = await call("GET", `/api/v2/workspaces/${id}?include_deleted=true`);
    assert.equal(read(kept, workspace).latest_build.status, "deleted");
  });
});

const generations = ["tasks", "tasks-experimental"] as const;

/** A running workspace of `plain-dev` on a deployment of this generation. */
async function withWorkspace(
  generation: (typeof generations)[number],
  use: (call: Caller, path: string) => Promise<void>,
): Promise<void> {
  const deployment = await startHere({ generation });
  try {
    const call = callerOf(deployment.url, deployment.token);
    const { body } = await call("GET", "/api/v2/templates?q=exact_name:plain-dev");
    const [template] = z.array(z.object({ id: z.string() })).parse(body);
    const made = await call("POST", "/api/v2/users/me/workspaces", {
      name: "plain",
      template_id: template?.id,
      rich_parameter_values: [
        { name: "project", value: "widgets" },
        { name: "cpu", value: "4" },
      ],
    });
    const path = `/api/v2/workspaces/${read(made, workspace).id}`;
    await until(
      async () => read(await call("GET", path), workspace),
      (one) => one.latest_build.status === "running",
    );
    await use(call, path);
  } finally {
    await deployment.stop();
  }
}

describe("builds of the embedded deployment's generations", () => {
  for (const generation of generations) {
    const isOld = generation === "tasks-experimental";

    it(`refuse a parameter that only grows ${isOld ? "while they run" : "at once"} in ${generation}`, () =>
      withWorkspace(generation, async (call, path) => {
        const smaller = await call("POST", `${path}/builds`, {
          transition: "start",
          rich_parameter_values: [{ name: "cpu", value: "1" }],
        });
        assert.equal(smaller.status, isOld ? 201 : 400);
        if (!isOld) return;
        const failed = await until(
          async () => read(await call("GET", path), workspace),
          (one) => one.latest_build.status === "failed",
        );
        assert.equal(failed.latest_build.job.error, "terraform plan: exit status 1");
      }));

    it(`${isOld ? "start" : "do not start"} a deleted workspace in ${generation}`, () =>
      withWorkspace(generation, async (call, path) => {
        await call("POST", `${path}/builds`, { transition: "delete" });
        await until(
          () => call("GET", path),
          ({ status }) => status === 410,
        );
        const started = await call("POST", `${path}/builds`, { transition: "start" });
        assert.equal(started.status, isOld ? 201 : 409);
      }));
  }
});
