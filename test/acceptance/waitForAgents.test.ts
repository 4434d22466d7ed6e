import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { openToolBench, type ToolBench } from "../support/toolBench";

describe("wait_for_agents where Coder tells late that a task works", function () {
  this.timeout(30_000);
  let deployment: EmbeddedDeployment;
  let ada: ToolBench;

  before(async () => {
    deployment = await startEmbedded({ generation: "tasks", agents: 0, speed: 10 });
    ada = openToolBench(deployment);
    const task = "Say hello";
    await ada.call("create_agent", { name: "late", project: "Claude Agent", task });
    await ada.call("wait_for_agents", { agent_names: ["late"], timeout_seconds: 20 });
  });
  after(async () => {
    ada.close();
    await deployment.stop();
  });

  it("does not take an agent that still reads idle for one that has ended its new task", async () => {
    const waiting = ada.call("wait_for_agents", { agent_names: ["late"], timeout_seconds: 20 });
    // The report that comes a moment after the text was taken: here the text itself does.
    await delay(400);
    await ada.call("start_agent_task", { agent_name: "late", task_description: "Count to ten [slow 30]" });
    const began = performance.now();
    const { result } = await waiting;
    assert.equal(result["timed_out"], false);
    assert.ok(performance.now() - began > 2_000, "it waited for the end of the task");
  });
});
