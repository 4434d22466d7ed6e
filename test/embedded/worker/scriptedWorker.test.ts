import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { currentAgent } from "../../../src/embedded/state/store";
import type { AppState, AppStatus, Workspace } from "../../../src/embedded/state/types";
import { until } from "../../support/until";
import { Live } from "../live";

describe("the scripted agent", () => {
  let live: Live;
  let workspace: Workspace;

  beforeEach(async () => {
    live = await new Live("tasks").start();
    workspace = live.idle().workspace;
    workspace.messages.length = 0;
    workspace.latestAppStatus = null;
  });
  afterEach(() => live.stop());

  /** Begins with a prompt and waits until the turn is over. */
  async function turn(prompt: string): Promise<AppStatus> {
    live.deployment.worker.start(workspace, prompt);
    await until(
      () => live.deployment.worker.status(workspace),
      (status) => status === "stable",
    );
    assert.ok(workspace.latestAppStatus);
    return workspace.latestAppStatus;
  }

  const statuses = () =>
    (currentAgent(workspace)?.apps ?? []).flatMap((app) => app.statuses).map(({ state }) => state);

  it("reports that it works, edits real files, answers and becomes idle", async () => {
    const before = statuses().length;
    const last = await turn("Fix the login redirect bug think=2");
    assert.deepEqual(statuses().slice(before), ["working", "working", "working", "idle"]);
    assert.match(last.message, /^Done, see src\/\w+\.js: Fix the login redirect bug$/);
    assert.deepEqual(
      workspace.messages.map(({ id, role }) => [id, role]),
      [
        [0, "user"],
        [1, "agent"],
      ],
    );
    const notes = join(live.deployment.folders.of(workspace), "project/notes/CHANGES.md");
    assert.equal(readFileSync(notes, "utf8"), "- Fix the login redirect bug\n");
  });

  for (const [word, state, message] of [
    ["complete", "complete", /^Opened pull request/],
    ["fail", "failure", /^Tests failed/],
    ["ask", "idle", /^Question: Before I go on: use Redis\?$/],
    ["keepworking", "working", /^Still working on: Use Redis$/],
  ] as const satisfies (readonly [string, AppState, RegExp])[]) {
    it(`ends with ${state} by [${word}]`, async () => {
      const last = await turn(`Use Redis [${word}] think=1`);
      assert.equal(last.state, state);
      assert.match(last.message, message);
    });
  }

  it("dies by [crash]: nothing listens, and the health check fails in time", async () => {
    const app = currentAgent(workspace)?.apps.find(({ blueprint }) => blueprint.slug === "claude");
    await turn("Go [crash] think=1");
    assert.equal(app?.listening, false);
    await until(
      () => app.health,
      (health) => health === "unhealthy",
    );
  });

  it("waits in silence for input when there is no prompt", () => {
    const before = statuses().length;
    live.deployment.worker.start(workspace, "");
    assert.equal(live.deployment.worker.status(workspace), "stable");
    assert.equal(statuses().length, before);
  });

  it("restores its session at the next start instead of beginning again", async () => {
    await turn("Fix it think=1");
    live.deployment.worker.stop(workspace);
    live.deployment.worker.start(workspace, "Fix it think=1");
    assert.equal(live.deployment.worker.status(workspace), "stable");
    assert.deepEqual(
      [workspace.latestAppStatus?.state, workspace.latestAppStatus?.message],
      ["idle", "Session restored, waiting for input"],
    );
  });

  it("says nothing more once it is stopped", async () => {
    live.deployment.worker.start(workspace, "Fix it think=4");
    live.deployment.worker.stop(workspace);
    const before = statuses().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(statuses().length, before);
  });

  it("cuts its report of a long prompt to what Coder takes", () => {
    live.deployment.worker.start(workspace, "x".repeat(40_000));
    assert.ok((workspace.latestAppStatus?.message.length ?? 0) <= 160);
    assert.equal(workspace.messages[0]?.content.length, 40_000);
  });

  const seededBusy = () =>
    live.find(
      (one, { connection }) => one.latestAppStatus?.state === "working" && connection === "connected",
    );

  it("works on where a seeded agent is said to work, and ends its turn by itself after a while", async () => {
    const { workspace: busy } = seededBusy();
    assert.equal(live.deployment.worker.message(busy, "And now this", "user"), false);
    live.deployment.timers.hold();
    await live.deployment.timers.pass(25 * 60_000);
    assert.equal(busy.latestAppStatus?.state, "working");
    await live.deployment.timers.pass(3 * 3_600_000);
    assert.equal(busy.latestAppStatus.state, "idle");
    assert.equal(live.deployment.worker.message(busy, "And now this", "user"), true);
  });

  it("works where a seeded agent is said to work, until it is interrupted", () => {
    const busy = seededBusy();
    assert.equal(live.deployment.worker.status(busy.workspace), "running");
    live.deployment.worker.message(busy.workspace, "\u0003", "raw");
    assert.equal(live.deployment.worker.status(busy.workspace), "stable");
    assert.equal(busy.workspace.latestAppStatus?.state, "idle");
  });
});
