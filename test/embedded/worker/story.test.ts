import assert from "node:assert/strict";
import fc from "fast-check";
import { seededRandom } from "../../../src/embedded/state/random";
import { questionAbout, shorten, tellStory } from "../../../src/embedded/worker/story";

describe("what the scripted agent says", () => {
  it("is the same for the same seed, and about the prompt", () => {
    const tell = () => tellStory("Fix the login redirect bug", seededRandom(7));
    assert.deepEqual(tell(), tell());
    assert.match(tell().reply, /^Done: Fix the login redirect bug\n/);
    assert.match(tell().summary, /^Done, see src\/\w+\.js: Fix the login redirect bug$/);
  });

  it("never has a report longer than Coder takes, whatever the prompt", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), fc.integer(), (prompt, seed) => {
        const { steps, summary } = tellStory(prompt, seededRandom(seed));
        for (const report of [...steps, summary]) assert.ok(Array.from(report).length <= 160);
      }),
    );
  });

  it("cuts text between characters only", () => {
    assert.equal(shorten("a👍b👍c", 4), "a👍b…");
    assert.equal(shorten("abc", 3), "abc");
  });

  it("asks what the prompt asks, or makes a question of it", () => {
    assert.equal(questionAbout("Which database?"), "Which database?");
    assert.equal(questionAbout("Use Redis"), "Before I go on: use Redis?");
  });
});
