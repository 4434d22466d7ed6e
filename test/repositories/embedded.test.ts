import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Agent, AgentStatus } from "../../src/models/agent";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../../src/models/errors";
import { until } from "../support/until";
import { type EmbeddedBackend, openEmbeddedBackend } from "./support/embeddedBackend";

const call = { signal: new AbortController().signal };
const is = (status: AgentStatus) => (agent: Agent | undefined) => agent?.status === status;

for (const generation of ["tasks", "tasks-experimental"] as const) {
  describe(`the life of agents on the embedded deployment, ${generation}`, () => {
    let world: EmbeddedBackend;
    before(async () => {
      world = await openEmbeddedBackend(generation);
    });
    after(() => world.stop());

    const create = async (name: string, prompt: string, role?: string) =>
      world.backend.create(await world.request(name, prompt, role), call);
    const listed = async (name: string) => {
      const { agents } = await world.backend.list({ owner: { kind: "me" } }, call);
      return agents.find((agent) => agent.name === name);
    };

    it("is listed and found from the first moment on, and becomes idle when its work is done", async () => {
      const made = await create("newborn", "Say hello think=1");
      assert.ok(["pending", "starting"].includes(made.status));
      assert.ok(await listed("newborn"));
      assert.ok(await world.find("NEWBORN"));
      const idle = await world.until("newborn", is("idle"));
      assert.ok(idle.lastTask);
      const [withRole] = await world.backend.withRoles([idle], call);
      assert.equal(withRole?.role, "coder");
    });

    it("says busy while it works, hears what is typed, and is interrupted by cancel (A12, A13)", async () => {
      await create("worker", "Say hello think=1");
      await world.backend.startTask(await world.until("worker", is("idle")), "[keepworking]", "refuse", call);
      const busy = await world.until("worker", is("busy"));
      await assert.rejects(world.backend.startTask(busy, "more", "refuse", call), ValidationError);
      await world.backend.sendInput(busy, "a word from me", call);
      const before = world.sent.length;
      await world.backend.cancelTask(busy, call);
      assert.ok(world.sent.length - before <= 2, "one step: the look-up, at most one more, the message");
      await world.until("worker", is("idle"));
    });

    it("keeps its history, newest first with the prompt last, and its log (A14, A15)", async () => {
      await create("writer", "Write the docs think=1");
      const agent = await world.until("writer", is("idle"));
      const { entries, begins } = await world.backend.history(agent, call);
      assert.equal(entries[0]?.state, "idle");
      assert.deepEqual(
        [entries.at(-1)?.state, entries.at(-1)?.message],
        ["prompt", "Write the docs think=1"],
      );
      assert.equal(begins, null);
      const { entries: log, snapshot } = await world.backend.log(agent, call);
      assert.deepEqual([log[0]?.type, log[0]?.content], ["input", "Write the docs think=1"]);
      assert.ok(log.some(({ type }) => type === "output"));
      assert.equal(snapshot, false);
    });

    it("is paused, resumed and deleted, each build followed to its end (A10, A11)", async () => {
      await create("sleeper", "Say hello think=1");
      const agent = await world.until("sleeper", is("idle"));
      const stopping = await world.backend.pause(agent, call);
      let lines = 0;
      const stopped = await world.deployment.builds.follow(stopping.buildId, () => (lines += 1), call);
      assert.deepEqual([stopped.transition, stopped.status], ["stop", "stopped"]);
      assert.ok(lines > 0);
      const paused = await world.until("sleeper", is("stopped"));
      assert.match((await world.backend.history(paused, call)).begins ?? "", /newest report/);
      await assert.rejects(world.backend.sendInput(paused, "x", call), ValidationError);

      const starting = await world.backend.resume(paused, call);
      const started = await world.deployment.builds.follow(starting.buildId, () => undefined, call);
      assert.equal(started.status, "running");
      const again = await world.until("sleeper", is("idle"));
      assert.match((await world.backend.history(again, call)).begins ?? "", /last start/);

      await world.backend.delete(again, call);
      await until(
        () => world.find("sleeper"),
        (found) => found === undefined,
      );
      // A copy of the workspace has no row that was kept.
      const unkept = { ...again, workspace: again.workspace && { ...again.workspace } };
      await assert.rejects(world.backend.log(unkept, call), AgentNotFoundError);
    });

    it("is still listed and shown when its build fails", async () => {
      await create("doomed", "Never builds", "broken");
      const failed = await world.until("doomed", is("failed"));
      assert.equal(failed.attention?.reason, "failed");
      assert.equal((await listed("doomed"))?.status, "failed");
      const [withRole] = await world.backend.withRoles([failed], call);
      assert.equal(withRole?.role, "broken");
    });

    it("needs attention when it failed, and when it completed its work", async () => {
      await create("failing", "Upgrade [fail] think=1");
      await create("finishing", "Ship it [complete] think=1");
      assert.equal((await world.until("failing", is("idle"))).attention?.reason, "failed");
      assert.equal((await world.until("finishing", is("idle"))).attention?.reason, "finished");
      assert.equal((await listed("failing"))?.attention?.reason, "failed");
    });

    it("is offline while its workspace agent is away, and nothing can be sent to it", async () => {
      await create("lost", "Say hello think=1");
      await world.breakIn(await world.until("lost", is("idle")), "agent lost");
      const lost = await world.until("lost", is("offline"));
      assert.equal(lost.statusReason, "agent has lost connection");
      assert.equal((await listed("lost"))?.status, "offline");
      await assert.rejects(world.backend.sendInput(lost, "x", call), ValidationError);
    });

    it("an app that died does not answer, whatever its health check still says", async () => {
      await create("mute", "Work on [keepworking]");
      const busy = await world.until("mute", is("busy"));
      await world.breakIn(busy, "app dead");
      await assert.rejects(
        world.backend.cancelTask(busy, call),
        (error) =>
          error instanceof CoderApiError &&
          error.reason === "server_error" &&
          error.message.includes("'mute' does not answer"),
      );
    });

    it("a name that is taken is a conflict, in any case (A9)", async () => {
      await create("taken", "Say hello");
      await assert.rejects(
        create("TAKEN", "Say hello"),
        (error) => error instanceof ValidationError && error.reason === "conflict",
      );
    });
  });
}
