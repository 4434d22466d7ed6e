import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UNKNOWN_ROLE } from "../../../../src/models/agent";
import { taskListSchema, taskSchema } from "../../../../src/models/coder/task";
import { agentFromTask } from "../../../../src/repositories/backends/tasks/taskAgent";
import { recordedBody } from "../../support/recordings";

const agentOf = (name: string) => agentFromTask(recordedBody(name, taskSchema));
const seen = (name: string) => {
  const { status, lastTask } = agentOf(name);
  return [status, lastTask];
};

describe("a recorded task as an agent", () => {
  it("generation 2: statuses of a whole fleet", () => {
    const agents = recordedBody("2.36.1/tasks/list_all", taskListSchema).map(agentFromTask);
    const byName = new Map(
      agents.map((agent) => [agent.name, [agent.status, agent.attention?.reason ?? null]]),
    );
    assert.deepEqual(byName.get("doomed"), ["failed", "failed"]);
    assert.deepEqual(byName.get("upgrade-deps"), ["idle", "failed"]);
    assert.deepEqual(byName.get("add-healthcheck"), ["idle", "finished"]);
    assert.deepEqual(byName.get("refactor-parser"), ["busy", null]);
    assert.deepEqual(byName.get("fix-login-bug"), ["idle", null]);
    assert.deepEqual(byName.get("slow-boot"), ["canceled", null]);
  });

  it("generation 1: statuses of a whole fleet", () => {
    const agents = recordedBody("2.26.0/tasks/list_all", taskListSchema).map(agentFromTask);
    const byName = new Map(
      agents.map((agent) => [agent.name, [agent.status, agent.attention?.reason ?? null]]),
    );
    assert.deepEqual(byName.get("task-affectionate-kilby-90ad"), ["idle", "failed"]);
    assert.deepEqual(byName.get("task-flamboyant-edison-cc79"), ["idle", "finished"]);
    assert.deepEqual(byName.get("task-peaceful-dewdney-9291"), ["busy", null]);
    assert.deepEqual(byName.get("task-sleepy-hopper-2a7b"), ["starting", null]);
    assert.deepEqual(byName.get("task-trusting-lamport-3af8"), ["stopped", null]);
  });

  it("generation 2: from its creation to its first idle, with Coder's own words never taken for the agent's", () => {
    assert.deepEqual(seen("2.36.1/tasks/lifecycle_01_initializing_working"), ["starting", null]);
    assert.deepEqual(seen("2.36.1/tasks/lifecycle_02_initializing_working"), ["starting", null]);
    assert.deepEqual(seen("2.36.1/tasks/lifecycle_03_initializing_working"), ["starting", null]);
    assert.equal(seen("2.36.1/tasks/lifecycle_05_initializing_working")[0], "starting");
    assert.deepEqual(seen("2.36.1/tasks/lifecycle_06_active_idle"), ["idle", "Waiting for input"]);
    assert.deepEqual(seen("2.36.1/tasks/create_pending_no_provisioner"), ["pending", null]);
  });

  it("generation 1: from its first answer to its first idle", () => {
    assert.deepEqual(seen("2.26.0/tasks/lifecycle_02_running_None"), ["starting", null]);
    assert.equal(seen("2.26.0/tasks/lifecycle_03_running_working")[0], "starting");
    assert.equal(seen("2.26.0/tasks/lifecycle_04_running_working")[0], "busy");
    assert.deepEqual(seen("2.26.0/tasks/lifecycle_05_running_idle"), ["idle", "Waiting for input"]);
  });

  it("pausing and resuming", () => {
    assert.deepEqual(seen("2.36.1/tasks/pause_progress_1"), ["stopping", "Review done"]);
    assert.deepEqual(seen("2.36.1/tasks/pause_progress_2"), ["stopped", "Review done"]);
    assert.deepEqual(seen("2.36.1/tasks/resume_progress_1"), ["starting", null]);
    assert.deepEqual(seen("2.36.1/tasks/resume_progress_2"), ["starting", null]);
    assert.equal(seen("2.36.1/tasks/resume_progress_3")[0], "starting");
    assert.equal(seen("2.36.1/tasks/resume_progress_5")[0], "idle");
  });

  it("a killed workspace agent is offline with the reason, though its task is still active", () => {
    const agent = agentOf("2.36.1/offline/task_1");
    assert.equal(agent.status, "offline");
    assert.equal(agent.statusReason, "agent has lost connection");
    assert.deepEqual(agent.attention, { reason: "offline", message: "agent has lost connection" });
  });

  it("a workspace agent that ended in a running workspace is offline", () => {
    assert.equal(agentOf("2.36.1/offline/agent_graceful_shutdown_task").status, "offline");
  });

  it("an app that died becomes an error as soon as Coder notices, and is over when it answers again", () => {
    assert.equal(agentOf("2.36.1/offline/app_dead_1").status, "idle");
    const dead = agentOf("2.36.1/offline/app_dead_2");
    assert.deepEqual([dead.status, dead.attention?.reason], ["failed", "error"]);
    assert.equal(agentOf("2.36.1/offline/app_back").status, "idle");
  });

  it("A6: carries names, project, workspace, prompt and times; the role is for the page's look-up", () => {
    const agent = agentOf("2.36.1/tasks/get_by_name");
    assert.equal(agent.kind, "task");
    assert.equal(agent.id, "a5b8abfa-ddbc-432c-8d25-f60e14c5be7a");
    assert.equal(agent.name, "fix-login-bug");
    assert.equal(agent.displayName, "Fix login bug");
    assert.equal(agent.owner, "ada");
    assert.equal(agent.project, "Claude Agent");
    assert.equal(agent.role, UNKNOWN_ROLE);
    assert.equal(agent.prompt, "Fix the login redirect bug");
    assert.equal(agent.workspace?.id, "656923e6-b12d-41db-b0e3-80bb02ca355f");
    assert.equal(agent.workspace.name, "fix-login-bug");
    assert.ok(agent.workspace.appId);
  });

  it("A6: has no last task without history", () => {
    assert.equal(agentOf("2.36.1/tasks/get_buildfail").lastTask, null);
  });
});
