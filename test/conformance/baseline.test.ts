import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Check, judge, NOT_ENDED, parseBaseline } from "./baseline";
import { baselineFile, BUILDS } from "./judgeServer";
import { REVISIONS } from "./suite";

const REASON = "because this is how it is";
const ok = (id: string): Check => ({ id, status: "SUCCESS" });
const bad = (id: string, status: "FAILURE" | "WARNING" = "FAILURE"): Check => ({ id, status });

describe("the baselines of the conformance suite", () => {
  for (const build of BUILDS) {
    for (const revision of REVISIONS) {
      it(`give a reason in each line (${build}, ${revision})`, () => {
        const baseline = parseBaseline(readFileSync(baselineFile(build, revision), "utf8"));
        assert.ok(baseline.length > 0);
      });
    }
  }

  for (const [what, text, says] of [
    ["without a reason", "  - ping", /line 2 gives no reason/u],
    ["with a reason that says nothing", "  - ping # broken", /line 2 gives no reason/u],
    ["in another form", "  - ping: 1 # because this is how it is", /line 2 is not/u],
    ["a second time", `  - ping # ${REASON}\n  - ping # ${REASON}`, /line 3 stands here a second time/u],
    [
      "as a whole and by a check",
      `  - ping # ${REASON}\n  - ping:pong # ${REASON}`,
      /ping stands here as a whole/u,
    ],
  ] as const) {
    it(`refuse an entry ${what}`, () => {
      assert.throws(() => parseBaseline(`server:\n${text}\n`), says);
    });
  }
});

describe("a run of the conformance suite", () => {
  const judged = (lines: readonly string[], checks: readonly Check[]) =>
    judge(
      new Map([["ping", checks]]),
      parseBaseline(["server:", ...lines.map((line) => `  - ${line} # ${REASON}`)].join("\n")),
    );

  it("passes where nothing fails and nothing is said to", () => {
    const verdict = judged([], [ok("a"), { id: "b", status: "SKIPPED" }]);
    assert.deepEqual(verdict, { passed: ["ping"], known: [], problems: [] });
  });

  it("is reminded of failures and warnings that no line knows of", () => {
    const { problems } = judged(["ping:a"], [bad("a"), bad("b", "WARNING")]);
    assert.deepEqual(problems, [{ scenario: "ping", message: "b (warning)" }]);
  });

  it("may fail as a line says, as a whole or in one check", () => {
    assert.deepEqual(judged(["ping"], [bad("a"), ok("b")]).known, ["ping"]);
    assert.deepEqual(judged(["ping:a"], [bad("a"), ok("b")]).known, ["ping"]);
  });

  it("may never send what does not fit the protocol's schema", () => {
    const { problems } = judged(["ping"], [bad("a"), bad("wire-schema-valid")]);
    assert.deepEqual(problems, [{ scenario: "ping", message: "wire-schema-valid (failure)" }]);
  });

  it("may never be without an end", () => {
    assert.equal(judged(["ping"], [NOT_ENDED]).problems[0]?.message, "scenario-ends (failure)");
  });

  for (const [line, checks, says] of [
    ["ping", [ok("a")], "is in the baseline, but passes"],
    ["ping:a", [ok("a"), ok("b")], "a is in the baseline, but passes"],
    ["ping:c", [ok("a")], "c is in the baseline, but there is no such check"],
    ["pong", [ok("a")], "is in the baseline, but there is no such scenario"],
  ] as const) {
    it(`is told of a line that is no longer true: ${line} ${says}`, () => {
      const { problems } = judged([line], checks);
      assert.deepEqual(problems, [{ scenario: line.split(":")[0], message: says }]);
    });
  }
});
