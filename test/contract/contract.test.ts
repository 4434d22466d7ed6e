import assert from "node:assert/strict";
import { join } from "node:path";
import { checkContract } from "./contract";
import { knownDifferences } from "./knownDifferences";
import { readFolder } from "./recordings/folder";
import { holds, lineOf, summary, totalsOf } from "./report";

describe("the embedded deployment answers as recorded ones did", function () {
  this.timeout(300_000);
  // Recorded states of tasks are looked for in real time: a stalled machine can miss a short one, again and again it
  // does not. The time of chats is held, so they do not mind.
  this.retries(2);

  it("in everything our client can ask, over all recorded versions", async () => {
    const folder = readFolder(join(import.meta.dirname, "../fixtures/recordings"));
    const outcomes = await checkContract(folder, { speed: 10, known: knownDifferences });
    const totals = totalsOf(outcomes);
    const wrong = outcomes.filter(
      ({ verdict }) => verdict === "differs" || verdict === "stale known difference",
    );
    assert.ok(holds(totals), [summary(totals), ...wrong.map(lineOf)].join("\n"));
  });

  it("and every known difference names a recording and a reason", () => {
    const folder = readFolder(join(import.meta.dirname, "../fixtures/recordings"));
    const files = new Set(folder.recordings.map(({ request }) => request.file));
    for (const { file, reason } of knownDifferences) {
      assert.ok(files.has(file), `${file} is no recording`);
      assert.notEqual(reason, "");
    }
  });
});
