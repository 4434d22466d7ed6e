import assert from "node:assert/strict";
import { relativeTime, secondsSince } from "../../src/models/relativeTime";

const now = new Date("2026-11-21T12:00:00Z");

describe("relative times", () => {
  const cases = {
    "2026-11-21T12:00:00Z": "0s",
    "2026-11-21T11:59:15Z": "45s",
    "2026-11-21T11:57:00.4Z": "2m",
    "2026-11-21T09:59:00Z": "2h",
    "2026-11-10T12:00:00Z": "11d",
    "2026-11-21T12:05:00Z": "0s",
    "not a time": "?",
  };
  for (const [iso, text] of Object.entries(cases)) {
    it(`say ${text} for ${iso}`, () => {
      assert.equal(relativeTime(iso, now), text);
    });
  }

  it("know no seconds of what is no time", () => {
    assert.equal(secondsSince("", now), null);
  });
});
