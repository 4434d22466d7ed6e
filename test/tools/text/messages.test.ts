import assert from "node:assert/strict";
import fc from "fast-check";
import { fitTexts } from "../../../src/tools/text/messages";

describe("long texts in one answer", () => {
  it("are whole while they fit together", () => {
    assert.deepEqual(fitTexts(["short", "x".repeat(900)], 1_000), ["short", "x".repeat(900)]);
  });

  it("lose their middle when they do not, and say how much", () => {
    const [text = ""] = fitTexts([`begin ${"x".repeat(5_000)} end`], 1_000);
    assert.match(text, /^begin x+\n\[… 4010 bytes left out …\]\nx+ end$/u);
  });

  it("leave the room of short ones to long ones", () => {
    const [short, long = ""] = fitTexts(["hi", "x".repeat(5_000)], 1_000);
    assert.equal(short, "hi");
    assert.ok(Buffer.byteLength(long) > 900);
  });

  it("are never cut inside a character and never exceed the budget by more than the notes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 3_000 }), { maxLength: 4 }), (texts) => {
        const fitted = fitTexts(texts, 4_000);
        assert.ok(!fitted.join("").includes("\uFFFD"));
        assert.ok(Buffer.byteLength(fitted.join("")) <= 4_000 + 50 * texts.length);
      }),
      { numRuns: 30 },
    );
  });
});
