import assert from "node:assert/strict";
import { parseDirectives as parse } from "../../../src/embedded/worker/directives";

const parseDirectives = (prompt: string) => parse(prompt, 3);

describe("the directives in a prompt for the scripted agent", () => {
  it("are none in an ordinary prompt: the usual time, then idle", () => {
    assert.deepEqual(parseDirectives("Fix the login redirect bug"), {
      seconds: 3,
      ending: "idle",
      topic: "Fix the login redirect bug",
    });
  });

  it("set the length of the turn by think=N, [slow N] and [slow]", () => {
    assert.equal(parseDirectives("Add a test think=4").seconds, 4);
    assert.equal(parseDirectives("Add a test think=0.5").seconds, 0.5);
    assert.equal(parseDirectives("Add a test [slow 12]").seconds, 12);
    assert.equal(parseDirectives("[slow] Add a test").seconds, 60);
  });

  for (const [word, ending] of [
    ["complete", "complete"],
    ["fail", "failure"],
    ["ask", "question"],
    ["keepworking", "keepWorking"],
    ["crash", "crash"],
  ] as const) {
    it(`end the turn by [${word}]`, () => {
      assert.deepEqual(parseDirectives(`Upgrade it [${word}] think=1`), {
        seconds: 1,
        ending,
        topic: "Upgrade it",
      });
    });
  }

  it("leave other words in brackets alone", () => {
    assert.equal(
      parseDirectives("Fix [JIRA-1] and array[3] [constructor]").topic,
      "Fix [JIRA-1] and array[3] [constructor]",
    );
  });
});
