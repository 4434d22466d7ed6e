import assert from "node:assert/strict";
import { metricsOf } from "../../../src/services/agents/metricsOf";
import { exampleAgent } from "../../support/agents";

const now = new Date("2026-11-21T12:00:00Z");

describe("fleet metrics", () => {
  it("of nobody are zeroes and nulls", () => {
    assert.deepEqual(metricsOf([], now), {
      total: 0,
      byStatus: {},
      byProject: {},
      utilization: 0,
      healthy: 0,
      unhealthy: 0,
      needsAttention: 0,
      longestBusySeconds: null,
      oldestIdleSeconds: null,
    });
  });

  it("count statuses, projects, health and who waits", () => {
    const agents = [
      exampleAgent({ status: "busy", stateSince: "2026-11-21T11:59:00Z" }),
      exampleAgent({ status: "busy", stateSince: "2026-11-21T11:50:00Z" }),
      exampleAgent({ status: "idle", stateSince: "2026-11-21T11:00:00Z", attention: { reason: "finished" } }),
      exampleAgent({ status: "failed", project: "Docs", attention: { reason: "failed" } }),
      exampleAgent({ status: "offline", project: "Docs" }),
      exampleAgent({ status: "stopped" }),
    ];
    assert.deepEqual(metricsOf(agents, now), {
      total: 6,
      byStatus: { busy: 2, idle: 1, failed: 1, offline: 1, stopped: 1 },
      byProject: { "Claude Agent": 4, Docs: 2 },
      utilization: 0.67,
      healthy: 4,
      unhealthy: 2,
      needsAttention: 2,
      longestBusySeconds: 600,
      oldestIdleSeconds: 3_600,
    });
  });

  it("keep project names that objects have of their own", () => {
    const { byProject } = metricsOf([exampleAgent({ project: "constructor" })], now);
    assert.deepEqual(Object.entries(byProject), [["constructor", 1]]);
  });
});
