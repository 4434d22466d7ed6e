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
    const inFlight = new InFlight({ perCaller: { requests: 2, bytes: 0 }, total: { requests: 3, bytes: 0 } });
    const first = inFlight.begin("ada");
    inFlight.begin("ada");
    assert.throws(() => inFlight.begin("ada"), refusedWith(429));
    inFlight.begin("mia");
    assert.throws(() => inFlight.begin("mia"), refusedWith(503));
    first.end();
    inFlight.begin("mia");
  });

  it("hold only so many bytes for each caller and for all, until they end", () => {
    const inFlight = new InFlight({
      perCaller: { requests: 9, bytes: 20 },
      total: { requests: 9, bytes: 30 },
    });
    const [one, two] = [inFlight.begin("ada"), inFlight.begin("ada")];
    const hers = inFlight.begin("mia");
    one.hold(10);
    one.hold(5);
    two.hold(5);
    assert.throws(() => {
      two.hold(1);
    }, refusedWith(429));
    hers.hold(10);
    assert.throws(() => {
      hers.hold(1);
    }, refusedWith(503));
    one.end();
    two.hold(15);
    hers.hold(0);
  });

  it("are waited for at the end", async () => {
    const inFlight = new InFlight();
    await inFlight.none();
    const requests = [inFlight.begin("ada"), inFlight.begin("mia")];
    let ended = false;
    const waiting = inFlight.none().then(() => (ended = true));
    requests[0]?.end();
    await Promise.resolve();
    assert.equal(ended, false);
    requests[1]?.end();
    await waiting;
  });
});
