import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Workspace, workspaceSchema } from "../../../src/models/coder/workspace";
import {
  agentFromWorkspace,
  agentReports,
  findAgentApp,
} from "../../../src/repositories/agents/workspaceAgent";
import { recordedBody, recordedWorkspace } from "../support/recordings";

const row = (list: string, name: string) => workspaceSchema.parse(recordedWorkspace(list, name));
const statusOf = (workspace: Workspace) => agentFromWorkspace(workspace, "task", workspace.id).status;

/** A recorded working agent, with other workspace agents beside its own. */
function withAgents(change: (workspace: Workspace) => void): Workspace {
  const workspace = structuredClone(row("2.26.0/workspaces/list", "task-peaceful-dewdney-9291"));
  change(workspace);
  return workspace;
}
const resources = (workspace: Workspace) => workspace.latest_build?.resources ?? [];

describe("an agent read from its workspace", () => {
  it("A5: recorded states of generation 1", () => {
    const list = "2.26.0/workspaces/list";
    assert.equal(statusOf(row(list, "task-affectionate-kilby-90ad")), "idle");
    assert.equal(statusOf(row(list, "task-peaceful-dewdney-9291")), "busy");
    assert.equal(statusOf(row(list, "task-sharp-kepler-f0a1")), "failed");
    assert.equal(statusOf(row(list, "task-sleepy-hopper-2a7b")), "starting");
    assert.equal(statusOf(row(list, "task-trusting-lamport-3af8")), "stopped");
  });

  it("A5: recorded states of generation 2", () => {
    const list = "2.36.1/workspaces/list";
    assert.equal(statusOf(row(list, "refactor-parser")), "busy");
    assert.equal(statusOf(row(list, "gpu-train")), "pending");
    assert.equal(statusOf(row(list, "slow-boot")), "canceled");
    assert.equal(statusOf(recordedBody("2.36.1/offline/workspace_1", workspaceSchema)), "offline");
    assert.equal(
      statusOf(recordedBody("2.36.1/offline/agent_graceful_shutdown_workspace", workspaceSchema)),
      "offline",
    );
  });

  it("A5: running without resources, or without workspace agents, is starting", () => {
    assert.equal(statusOf(withAgents(({ latest_build }) => latest_build?.resources.splice(0))), "starting");
    const bare = withAgents((workspace) => {
      for (const { agents } of resources(workspace)) agents.splice(0);
    });
    assert.equal(statusOf(bare), "starting");
  });

  it("A5: without a known app every workspace agent counts", () => {
    const second = withAgents((workspace) => {
      const build = workspace.latest_build;
      const agents = resources(workspace).find((resource) => resource.agents.length > 0)?.agents ?? [];
      const [first] = agents;
      assert.ok(first && build);
      build.ai_task_sidebar_app_id = null;
      workspace.latest_app_status = null;
      agents.push({ ...first, id: "another", lifecycle_state: "starting", apps: [] });
    });
    assert.equal(statusOf(second), "starting");
  });

  it("A2: a workspace without a build does not crash", () => {
    assert.equal(statusOf(withAgents((workspace) => (workspace.latest_build = null))), "pending");
  });

  it("the task's app is found among several, by the build's word or the task's", () => {
    const old = row("2.26.0/workspaces/list", "task-peaceful-dewdney-9291");
    assert.equal(findAgentApp(old, null)?.app.slug, "claude");
    const later = row("2.36.1/workspaces/list", "refactor-parser");
    assert.equal(findAgentApp(later, null)?.app.slug, "claude");
    const docs = findAgentApp(later, null)?.workspaceAgent.apps.find(({ slug }) => slug === "docs");
    assert.equal(findAgentApp(later, docs?.id ?? null)?.app.slug, "docs");
    assert.equal(findAgentApp(row("2.36.1/workspaces/list", "review-pr-17"), null), undefined);
  });

  it("A14: reports are newest first on every generation, though 2.26 lists them oldest first", () => {
    for (const [list, name] of [
      ["2.26.0/workspaces/list", "task-peaceful-dewdney-9291"],
      ["2.36.1/workspaces/list", "fix-login-bug"],
    ] as const) {
      const times = agentReports(row(list, name), null).map(({ created_at }) => Date.parse(created_at));
      assert.ok(times.length > 1);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
    }
  });

  it("a report from before the newest start is not the agent's present one", () => {
    const restarted = withAgents((workspace) => {
      assert.ok(workspace.latest_build);
      workspace.latest_build.created_at = "2030-01-01T00:00:00Z";
      workspace.latest_build.resources.splice(0);
    });
    assert.deepEqual(agentReports(restarted, null), []);
  });
});
