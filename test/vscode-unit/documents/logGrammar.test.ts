import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import * as z from "zod";

const scope = z.object({ name: z.string() });
const pattern = z.object({
  match: z.string(),
  name: z.string().optional(),
  captures: z.record(z.string(), scope).default({}),
});
const grammar = z
  .object({ patterns: z.array(pattern) })
  .parse(JSON.parse(readFileSync(new URL("../../../media/log.tmLanguage.json", import.meta.url), "utf8")));

/** The scopes that the first pattern for a line gives to its parts. */
function scopesOf(line: string): Readonly<Record<string, string>> {
  for (const { match, name, captures } of grammar.patterns) {
    const found = new RegExp(match, "u").exec(line);
    if (found === null) continue;
    if (name !== undefined) return { [found[0]]: name };
    const parts = Object.entries(captures).map(
      ([index, scope]) => [found[Number(index)] ?? "", scope.name] as const,
    );
    return Object.fromEntries(parts.filter(([part]) => part !== ""));
  }
  return {};
}

describe("the colours of documents", () => {
  it("tell errors from warnings by scopes that every theme colours, high contrast too", () => {
    const time = { "04:48:47": "comment.line.time.coder-fleet-log" };
    assert.deepEqual(scopesOf("04:48:47  ERROR no space left"), {
      ...time,
      ERROR: "invalid.error.coder-fleet-log",
    });
    assert.deepEqual(scopesOf("04:48:47  WARN  cache miss"), {
      ...time,
      WARN: "keyword.other.warning.coder-fleet-log",
    });
    assert.deepEqual(scopesOf("04:48:47  done"), time);
  });

  it("make a task a heading, and leave what people and agents say alone", () => {
    assert.deepEqual(scopesOf("━━ to the agent · 17:24:12"), {
      "━━ to the agent · 17:24:12": "markup.heading.task.coder-fleet-log",
    });
    assert.deepEqual(scopesOf("Found it: ERROR in line 3"), {});
  });
});
