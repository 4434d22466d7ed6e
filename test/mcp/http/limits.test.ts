import assert from "node:assert/strict";
import { InFlight } from "../../../src/mcp/http/inFlight";
import { RateLimit } from "../../../src/mcp/http/rateLimit";
import { HttpRefusal } from "../../../src/mcp/http/refusal";

describe("the rate limit", () => {
  it("gives a minute's worth at once, then fills evenly, for each caller alone", () => {
    let now = 0;
    const limit = new RateLimit(60, () => now);
    for (let count = 0; count < 60; count += 1) assert.equal(limit.take("ada"), 0);
    assert.equal(limit.take("ada"), 1);
    assert.equal(limit.take("mia"), 0);
    now += 999;
    assert.ok(limit.take("ada") > 0);
    now += 1;
    assert.equal(limit.take("ada"), 0);
    assert.ok(limit.take("ada") > 0);
    now += 3_600_000;
    for (let count = 0; count < 60; count += 1) assert.equal(limit.take("ada"), 0);
    assert.ok(limit.take("ada") > 0);
  });

  it("does not count what is given back, and never holds more than a minute's worth", () => {
    const limit = new RateLimit(1, () => 0);
    for (let count = 0; count < 5; count += 1) {
      assert.equal(limit.take("ada"), 0);
      limit.giveBack("ada");
    }
    limit.giveBack("ada");
    assert.equal(limit.take("ada"), 0);
    assert.equal(limit.take("ada"), 60);
  });
});

describe("requests under way", () => {
  const refusedWith = (status: number) => (error: unknown) =>
    error instanceof HttpRefusal && error.status === status;

  it("are limited for each caller and for all", () => {
    const inFlight = new InFlight({ perCaller: 2, total: 3 });
    const end = inFlight.begin("ada");
    inFlight.begin("ada");
    assert.throws(() => inFlight.begin("ada"), refusedWith(429));
    inFlight.begin("mia");
    assert.throws(() => inFlight.begin("mia"), refusedWith(503));
    end();
    inFlight.begin("mia");
  });

  it("are waited for at the end", async () => {
    const inFlight = new InFlight();
    await inFlight.none();
    const ends = [inFlight.begin("ada"), inFlight.begin("mia")];
    let ended = false;
    const waiting = inFlight.none().then(() => (ended = true));
    ends[0]?.();
    await Promise.resolve();
    assert.equal(ended, false);
    ends[1]?.();
    await waiting;
  });
});
