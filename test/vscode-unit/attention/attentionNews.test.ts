import { strict as assert } from "node:assert";
import type { Agent } from "../../../src/models/agent";
import { AttentionWatch, isStillSo, type NewsReason } from "../../../src/vscode/attention/attentionNews";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";

const URL = "https://coder.example.com";
const OLD = "2026-11-21T11:00:00Z";
const START = Date.parse("2026-11-21T12:00:00Z");

/** Plays looks at a fleet; answers what is told after each. */
function told(...looks: readonly (readonly Partial<Agent>[])[]): readonly string[] {
  const watch = new AttentionWatch();
  return looks.map((agents, index) =>
    watch
      .look(
        agents.map((changes) => agentEntry(URL, exampleAgent({ id: "a", createdAt: OLD, ...changes }))),
        START + index * 10_000,
      )
      .map(({ entry, reason }) => `${entry.agent.id} ${reason}`)
      .join(", "),
  );
}

const busy = { status: "busy" } as const;
const idle = { status: "idle" } as const;
const asking = { status: "idle", attention: { reason: "question" } } as const;
const failed = { status: "failed", attention: { reason: "failed" } } as const;
const offline = { status: "offline", attention: { reason: "offline" } } as const;

describe("news of the fleet for somebody who looks elsewhere", () => {
  it("is nothing at the first look, whatever waits there", () => {
    assert.deepEqual(told([asking, { ...failed, id: "b" }]), [""]);
  });

  it("is that an agent asks, once for each time", () => {
    assert.deepEqual(told([busy], [asking], [asking], [busy], [asking]), [
      ...["", "a asks", "", "", "a asks"],
    ]);
  });

  it("is that an agent failed, once", () => {
    assert.deepEqual(told([busy], [failed], [failed]), ["", "a failed", ""]);
    assert.deepEqual(told([busy], [{ ...idle, attention: { reason: "error" } }]), ["", "a failed"]);
  });

  it("is that an agent finished, and not that it was paused or was idle all the time", () => {
    assert.deepEqual(told([busy], [idle], [idle]), ["", "a finished", ""]);
    assert.deepEqual(told([busy], [{ status: "stopping" }], [{ status: "stopped" }]), ["", "", ""]);
    assert.deepEqual(told([{ status: "starting" }], [idle]), ["", ""]);
  });

  it("is not that a connection was lost: it comes back by itself", () => {
    assert.deepEqual(told([busy], [offline], [busy]), ["", "", ""]);
  });

  it("tells of several at once, and of those made since the first look", () => {
    const made = { id: "c", createdAt: new Date(START + 15_000).toISOString() };
    assert.deepEqual(
      told([busy, { ...busy, id: "b" }], [asking, { ...idle, id: "b" }], [{ ...made, ...failed }]),
      ["", "a asks, b finished", "c failed"],
    );
  });

  it("is none any more when the agent was answered, helped or set to work meanwhile", () => {
    const still = (reason: NewsReason, changes: Partial<Agent>) =>
      isStillSo({ entry: agentEntry(URL, exampleAgent(changes)), reason });
    assert.deepEqual(
      [still("asks", asking), still("failed", failed), still("finished", idle)],
      [true, true, true],
    );
    assert.deepEqual(
      [still("asks", busy), still("failed", busy), still("finished", busy)],
      [false, false, false],
    );
  });

  it("is nothing of agents that come into view because other ones are shown, or after signing in again", () => {
    assert.deepEqual(told([busy], [busy, { ...asking, id: "b" }]), ["", ""]);
    assert.deepEqual(told([busy], [], [asking]), ["", "", ""]);
  });
});
