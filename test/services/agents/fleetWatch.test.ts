import { strict as assert } from "node:assert";
import { setImmediate as tick } from "node:timers/promises";
import { FleetWatch, restAfter } from "../../../src/services/agents/fleetWatch";
import { exampleAgent } from "../../support/agents";

const none = { agents: [], incomplete: null };

describe("the pace of a watch", () => {
  const rest = (status: "idle" | "busy", tookMs = 5) =>
    restAfter({ agents: [exampleAgent({ status })], incomplete: null, error: undefined }, 0, tookMs);

  it("is 2 seconds while something moves and 15 while nothing does", () => {
    assert.equal(rest("busy"), 2_000);
    assert.equal(rest("idle"), 15_000);
  });

  it("gives a slow deployment ten times the rest it took, half a minute at most", () => {
    assert.equal(rest("busy", 1_500), 15_000);
    assert.equal(rest("idle", 2_000), 20_000);
    assert.equal(rest("busy", 8_000), 30_000);
    assert.equal(rest("idle", 8_000), 30_000);
  });

  it("backs off while it fails, to a minute at most", () => {
    const failed = { agents: null, incomplete: null, error: new Error("down") };
    assert.deepEqual(
      [1, 2, 3, 10].map((failures) => restAfter(failed, failures, 5)),
      [4_000, 8_000, 16_000, 60_000],
    );
  });
});

describe("a watch", () => {
  it("looks at once when it starts, and tells", async () => {
    let told = 0;
    const watch = new FleetWatch(
      () => Promise.resolve(none),
      () => {
        told += 1;
      },
    );
    watch.start();
    await tick();
    watch.stop();
    assert.equal(told, 1);
    assert.deepEqual(watch.snapshot.agents, []);
  });

  it("never looks twice at a time; those who ask meanwhile share the next look", async () => {
    let running = 0;
    let most = 0;
    let looks = 0;
    const watch = new FleetWatch(
      async () => {
        running += 1;
        looks += 1;
        most = Math.max(most, running);
        await tick();
        running -= 1;
        return none;
      },
      () => undefined,
    );
    await Promise.all([watch.refresh(), watch.refresh(), watch.refresh()]);
    assert.equal(most, 1);
    assert.equal(looks, 2);
  });

  it("keeps the last good list while a look fails", async () => {
    const answers = [Promise.resolve(none), Promise.reject(new Error("down"))];
    const watch = new FleetWatch(
      () => answers.shift() ?? Promise.resolve(none),
      () => undefined,
    );
    await watch.refresh();
    await watch.refresh();
    assert.deepEqual(watch.snapshot.agents, []);
    assert.ok(watch.snapshot.error instanceof Error);
  });

  it("ends a look under way when it stops, without telling", async () => {
    let told = 0;
    let ended = false;
    const watch = new FleetWatch(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            ended = true;
            reject(new Error("ended"));
          });
        }),
      () => {
        told += 1;
      },
    );
    watch.start();
    await tick();
    watch.stop();
    await tick();
    assert.ok(ended);
    assert.equal(told, 0);
  });

  it("tells the first news at once, and those that follow soon together", async () => {
    const agent = exampleAgent({ status: "idle" });
    const statuses: (string | undefined)[] = [];
    let hear: ((status: "busy" | "idle") => void) | undefined;
    const watch = new FleetWatch(
      () => Promise.resolve({ agents: [agent], incomplete: null }),
      () => {
        statuses.push(watch.snapshot.agents?.[0]?.status);
      },
      (tell, { signal }) => {
        hear = (status) => {
          tell({ kind: "changed", id: agent.id, apply: (known) => ({ ...known, status }) });
        };
        return new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            resolve();
          });
        });
      },
    );
    watch.start();
    while (statuses.length === 0) await tick();
    for (let round = 0; round < 20; round += 1) hear?.(round % 2 === 0 ? "busy" : "idle");
    assert.deepEqual(statuses, ["idle", "busy"]);
    while (statuses.length === 2) await tick();
    assert.deepEqual(statuses, ["idle", "busy", "idle"]);
    watch.stop();
  });
});
