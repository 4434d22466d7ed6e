import assert from "node:assert/strict";
import { AgentNotFoundError } from "../../../src/models/errors";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { until } from "../../support/until";

const PROJECT = "Claude Agent";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`the life of an agent on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    const agent_name = "fix-login-bug";

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 5, speed: 30 });
      ada = openToolBench(deployment);
      await ada.call("create_agent", { name: agent_name, project: PROJECT, task: "Fix the login bug" });
      await ada.until(agent_name, "idle");
    });
    after(async () => {
      ada.close();
      await deployment.stop();
    });

    it("can be deleted while it is being built, but neither paused nor restarted (A10)", async () => {
      const name = "just-made";
      await ada.call("create_agent", { name, project: PROJECT, task: "x", role: "slow-start" });
      for (const tool of ["pause_agent", "restart_agent"]) {
        const { error } = await ada.refusal(tool, { agent_name: name });
        assert.deepEqual([error.reason, error.retryable], ["wrong_state", true]);
        assert.match(error.message, /'just-made' cannot be (paused|restarted) now: a build/u);
      }
      const { result, progress } = await ada.call("delete_agent", { agent_name: name });
      assert.match(String(result["message"]), /deleted/u);
      assert.ok(progress.some(({ message }) => message.includes("under way")));
      await assertGone(ada, name);
    });

    describe("pause_agent and resume_agent", () => {
      it("stop an agent, which then takes no task and says how to go on", async () => {
        const { result, requests } = await ada.call("pause_agent", { agent_name });
        assert.ok(
          ["stopping", "stopped", "pending"].includes(String(result["status"])),
          String(result["status"]),
        );
        assert.ok(requests.length <= 3, requests.join(", "));
        await ada.until(agent_name, "stopped");
        const { error } = await ada.refusal("start_agent_task", { agent_name, task_description: "x" });
        assert.match(error.message, /is stopped/u);
        assert.match(error.hint, /start_if_stopped/u);
        assert.equal((await ada.call("pause_agent", { agent_name })).result["status"], "stopped");
      });

      it("start a stopped agent first when a task asks for it, with progress", async () => {
        const { progress } = await ada.call("start_agent_task", {
          agent_name,
          task_description: "Go on",
          start_if_stopped: true,
        });
        assert.ok(progress.length > 1);
        assert.ok(
          progress.every(({ step }, index) => index === 0 || step > (progress[index - 1]?.step ?? 0)),
        );
        await ada.until(agent_name, "idle");
      });

      it("start it again when asked", async () => {
        await ada.call("pause_agent", { agent_name });
        await ada.until(agent_name, "stopped");
        await ada.call("resume_agent", { agent_name });
        await ada.until(agent_name, "idle");
      });
    });

    describe("restart_agent (A11)", () => {
      it("stops, follows the stop to its end, starts, and answers the real agent", async () => {
        const { result, requests, progress } = await ada.call("restart_agent", { agent_name });
        const agent = result["agent"] as Record<string, unknown>;
        assert.equal(agent["name"], agent_name);
        assert.equal(agent["role"], "coder");
        assert.ok(["pending", "starting"].includes(String(agent["status"])), String(agent["status"]));
        assert.ok(progress.some(({ message }) => message.startsWith("Stopping")));
        const following = requests.filter((request) => request.includes("/workspacebuilds/"));
        assert.ok(requests.length - following.length <= 5, requests.join(", "));
        await ada.until(agent_name, "idle");
      });

      it("only starts one that is stopped", async () => {
        await ada.call("pause_agent", { agent_name });
        await ada.until(agent_name, "stopped");
        const { progress } = await ada.call("restart_agent", { agent_name });
        assert.ok(!progress.some(({ message }) => message.startsWith("Stopping")));
        await ada.until(agent_name, "idle");
      });

      it("can be canceled while it waits", async () => {
        const controller = new AbortController();
        const steps: string[] = [];
        const restart = ada.call("restart_agent", { agent_name }, controller.signal, steps);
        await until(
          () => steps,
          ({ length }) => length > 0,
        );
        controller.abort();
        await assert.rejects(restart, { code: "NETWORK_ERROR", reason: "canceled" });
        await ada.until(agent_name, "idle", "stopped");
      });
    });

    describe("delete_agent (A10)", () => {
      it("checks the name before any request", async () => {
        const { error, requests } = await ada.refusal("delete_agent", { agent_name: "no name" });
        assert.deepEqual([error.reason, requests], ["bad_argument", []]);
      });

      it("deletes a busy agent; then the agent is not found", async () => {
        await ada.call("start_agent_task", {
          agent_name,
          task_description: "think=60",
          start_if_stopped: true,
        });
        await ada.until(agent_name, "busy");
        const { result, requests } = await ada.call("delete_agent", { agent_name });
        assert.equal(result["agent_name"], agent_name);
        assert.ok(requests.length <= 3, requests.join(", "));
        await assertGone(ada, agent_name);
      });
    });
  });
}

async function assertGone(bench: ToolBench, agent_name: string): Promise<void> {
  await bench.until(agent_name, "deleted").catch((error: unknown) => {
    assert.ok(error instanceof AgentNotFoundError);
  });
}
