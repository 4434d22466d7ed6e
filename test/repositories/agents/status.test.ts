import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { AgentStatus, AttentionReason } from "../../../src/models/agent";
import { agentStatus, attentionFor, type StatusFacts } from "../../../src/repositories/agents/status";

const running: StatusFacts = {
  workspaceStatus: "running",
  lifecycle: "ready",
  unhealthyReason: null,
  appHealth: "ok",
  state: "idle",
};

describe("the status of an agent (A5, facts/coder-api.md 3)", () => {
  const byWorkspace: readonly (readonly [string | null, AgentStatus])[] = [
    [null, "pending"],
    ["pending", "pending"],
    ["starting", "starting"],
    ["stopping", "stopping"],
    ["stopped", "stopped"],
    ["failed", "failed"],
    ["canceling", "canceling"],
    ["canceled", "canceled"],
    ["deleting", "deleting"],
    ["deleted", "deleted"],
    ["a word of tomorrow", "failed"],
  ];
  for (const [workspaceStatus, expected] of byWorkspace) {
    it(`is ${expected} while its workspace is ${workspaceStatus ?? "not there yet"}, whatever else is known`, () => {
      assert.equal(agentStatus({ ...running, state: "working", workspaceStatus }).status, expected);
    });
  }

  const whileRunning: readonly (readonly [string, Partial<StatusFacts>, AgentStatus])[] = [
    ["reports working", { state: "working" }, "busy"],
    ["reports idle", { state: "idle" }, "idle"],
    ["reports complete", { state: "complete" }, "idle"],
    ["reports failure", { state: "failure" }, "idle"],
    ["reports failed", { state: "failed" }, "idle"],
    ["reports a word of tomorrow", { state: "pondering" }, "idle"],
    ["has never reported", { state: null }, "idle"],
    ["has no workspace agent yet", { lifecycle: null, state: "working" }, "starting"],
    ["has a workspace agent that was just created", { lifecycle: "created", state: "working" }, "starting"],
    ["runs its startup script", { lifecycle: "starting", state: "idle" }, "starting"],
    [
      "is still connecting",
      { lifecycle: "created", unhealthyReason: "agent has not yet connected" },
      "starting",
    ],
    ["has a slow startup script", { lifecycle: "start_timeout", state: "working" }, "busy"],
    [
      "has a failed startup script",
      { lifecycle: "start_error", unhealthyReason: "agent startup script exited with an error" },
      "idle",
    ],
    ["has an app that initializes", { appHealth: "initializing", state: "working" }, "starting"],
    ["has an app that is unhealthy", { appHealth: "unhealthy" }, "failed"],
    ["has an app of unknown health", { appHealth: "unknown", state: "working" }, "busy"],
    [
      "lost its connection while working",
      { unhealthyReason: "agent has lost connection", state: "working" },
      "offline",
    ],
    [
      "never connected in time",
      { lifecycle: "created", unhealthyReason: "agent is taking too long to connect" },
      "offline",
    ],
    ["shuts down in a running workspace", { lifecycle: "shutting_down" }, "offline"],
    [
      "ended in a running workspace",
      { lifecycle: "off", unhealthyReason: "agent is not running" },
      "offline",
    ],
  ];
  for (const [what, facts, expected] of whileRunning) {
    it(`is ${expected} when its workspace runs and it ${what}`, () => {
      assert.equal(agentStatus({ ...running, ...facts }).status, expected);
    });
  }

  it("says why in Coder's words", () => {
    const offline = agentStatus({ ...running, unhealthyReason: "agent has lost connection" });
    assert.deepEqual(offline, { status: "offline", reason: "agent has lost connection" });
  });
});

describe("who needs attention", () => {
  const report = (state: string, needsUserAttention = false) => ({
    state,
    message: "text",
    needsUserAttention,
  });
  const table: readonly (readonly [
    string,
    Partial<StatusFacts>,
    ReturnType<typeof report> | null,
    AttentionReason | null,
  ])[] = [
    ["an idle agent", {}, report("idle"), null],
    ["a busy agent", { state: "working" }, report("working"), null],
    ["an agent that never reported", { state: null }, null, null],
    ["an agent that completed its work", { state: "complete" }, report("complete"), "finished"],
    ["an agent that failed", { state: "failure" }, report("failure"), "failed"],
    ["an agent that failed, generation 2", { state: "failed" }, report("failed"), "failed"],
    [
      "an agent that failed and was stopped since",
      { workspaceStatus: "stopped" },
      report("failed"),
      "failed",
    ],
    [
      "an agent that completed and was stopped since",
      { workspaceStatus: "stopped" },
      report("complete"),
      null,
    ],
    ["an agent that asks", {}, report("idle", true), "question"],
    ["an agent whose build failed", { workspaceStatus: "failed" }, null, "failed"],
    ["an agent whose app is dead", { appHealth: "unhealthy" }, report("idle"), "error"],
    ["an offline agent", { lifecycle: "off" }, report("working"), "offline"],
    ["a starting agent", { workspaceStatus: "starting" }, report("failed"), null],
  ];
  for (const [who, facts, newest, expected] of table) {
    it(`${who}: ${expected ?? "no"}`, () => {
      assert.equal(attentionFor(agentStatus({ ...running, ...facts }), newest)?.reason ?? null, expected);
    });
  }
});
