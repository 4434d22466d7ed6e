import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Timers } from "../../../src/embedded/state/timers";

describe("the time of the embedded deployment", () => {
  let timers: Timers;
  const happened: string[] = [];
  const later = (ms: number, what: string) => timers.after(ms, () => happened.push(what));

  beforeEach(() => {
    timers = new Timers(1000);
    happened.length = 0;
  });
  afterEach(() => {
    timers.close();
  });

  it("runs so many times faster than the clock on the wall", async () => {
    const begun = performance.now();
    await new Promise<void>((resolve) => timers.after(50_000, resolve));
    assert.ok(performance.now() - begun >= 49);
    assert.ok(timers.now() >= 49_000);
  });

  it("stands still while it is held, also for what was to come already", async () => {
    later(100, "early");
    timers.hold();
    later(1, "later");
    await delay(20);
    assert.deepEqual(happened, []);
  });

  it("passes in steps, and brings about what is due in its order", async () => {
    timers.hold();
    const begun = timers.now();
    later(3 * 3_600_000, "third");
    later(10, "first");
    timers.after(20, () => later(5, "second"));
    await timers.pass(25);
    assert.deepEqual(happened, ["first", "second"]);
    assert.equal(timers.now(), begun + 25);
    await timers.pass(3 * 3_600_000);
    assert.deepEqual(happened, ["first", "second", "third"]);
  });

  it("does not bring about what was called off", async () => {
    timers.hold();
    later(10, "never")();
    await timers.pass(20);
    assert.deepEqual(happened, []);
  });

  it("gives real work the time it takes, as far as there is some", async () => {
    timers.hold();
    const work = delay(30).then(() => {
      later(1, "after the work");
    });
    timers.during(work);
    await timers.pass(5);
    assert.deepEqual(happened, []);
    await timers.pass(60_000);
    assert.deepEqual(happened, ["after the work"]);
  });
});
