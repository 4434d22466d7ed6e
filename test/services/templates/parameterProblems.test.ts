import assert from "node:assert/strict";
import { richParameterSchema } from "../../../src/models/coder/template";
import { parameterProblems } from "../../../src/services/templates/parameterProblems";

function problemOf(definition: Record<string, unknown>, value: string | undefined): string | undefined {
  const parameter = richParameterSchema.parse({ name: "p", type: "string", ...definition });
  const given = value === undefined ? [] : [{ name: "p", value }];
  return parameterProblems([parameter], given, [])[0]?.detail;
}

describe("the values for a template's parameters", () => {
  for (const [what, definition, value] of [
    ["a required one that is missing", { required: true }, undefined],
    ["a number that is none", { type: "number" }, "many"],
    ["a blank number", { type: "number" }, " "],
    ["a number below its minimum", { type: "number", validation_min: 1 }, "0"],
    ["a number above its maximum", { type: "number", validation_max: 16 }, "17"],
    ["a boolean in other words", { type: "bool" }, "yes"],
    ["a list that is no JSON", { type: "list(string)" }, "a,b"],
    ["a list of numbers", { type: "list(string)" }, "[1]"],
    ["a value beside the options", { options: [{ name: "A", value: "a" }] }, "A"],
    [
      "a list item beside the options",
      { type: "list(string)", options: [{ name: "A", value: "a" }] },
      '["b"]',
    ],
    ["a text that does not match", { validation_regex: "^[a-z-]+$" }, "ABC"],
  ] as const) {
    it(`refuse ${what}`, () => {
      assert.equal(typeof problemOf(definition, value), "string");
    });
  }

  for (const [what, definition, value] of [
    ["an optional one that is missing", {}, undefined],
    ["zero, whatever its form", { type: "number", validation_min: 0 }, "0.0"],
    ["an empty list", { type: "list(string)" }, "[]"],
    ["a text that matches", { validation_regex: "^[a-z-]+$" }, "a-b"],
    // Left to Coder: these mean something else, or take for ever, in JavaScript.
    ["Go's flags", { validation_regex: "(?i)^abc$" }, "ABC"],
    ["Go's character classes", { validation_regex: "^[[:alpha:]]+$" }, "abc"],
    ["Go's end of text", { validation_regex: "abc\\z" }, "abc"],
    ["nested repetitions", { validation_regex: "^(a+)+$" }, `${"a".repeat(64)}b`],
    ["an expression that is none", { validation_regex: "(" }, "x"],
  ] as const) {
    it(`allow ${what}`, () => {
      assert.equal(problemOf(definition, value), undefined);
    });
  }

  it("must not differ from the preset's, which would win silently", () => {
    const parameter = richParameterSchema.parse({ name: "size", type: "string" });
    const preset = [{ name: "size", value: "large" }];
    const [problem] = parameterProblems([parameter], [{ name: "size", value: "small" }], preset);
    assert.match(problem?.detail ?? "", /preset sets it to 'large'/u);
    assert.deepEqual(parameterProblems([parameter], preset, preset), []);
  });

  it("are known to the template, all problems at once", () => {
    const known = richParameterSchema.parse({ name: "known", type: "number", required: true });
    const problems = parameterProblems([known], [{ name: "unknown", value: "1" }], []);
    assert.deepEqual(
      problems.map(({ field }) => field),
      ["unknown", "known"],
    );
  });
});
