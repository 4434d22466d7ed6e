import assert from "node:assert/strict";
import fc from "fast-check";
import { createLog, type LogOptions } from "../../src/mcp/log";

const TOKEN = "abcdefghij-ABCDEFGHIJKLMNOPQRSTUV";

describe("the log", () => {
  const written = (options: Partial<LogOptions> = {}) => {
    const lines: string[] = [];
    const log = createLog({ level: "info", format: "text", ...options }, (line) => lines.push(line));
    return { log, lines };
  };

  it("writes text for people", () => {
    const { log, lines } = written();
    log("info", "request", { method: "GET", status: 200, nothing: undefined, ids: ["a"] });
    assert.match(lines.join(""), /^\d{4}-\S+Z info request method="GET" status=200 ids=\["a"\]\n$/u);
  });

  it("writes one JSON object on each line for programs", () => {
    const { log, lines } = written({ format: "json" });
    log("error", "un\nexpected", { error: "line\nline", nothing: undefined, status: 500 });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^[^\n]+\n$/u);
    const { time, ...rest } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
    assert.deepEqual(rest, { level: "error", event: "un\nexpected", error: "line\nline", status: 500 });
    assert.ok(!Number.isNaN(Date.parse(String(time))));
  });

  it("drops what is less severe than its level", () => {
    const { log, lines } = written({ level: "warn" });
    for (const level of ["debug", "info", "warn", "error"] as const) log(level, level);
    assert.deepEqual(
      lines.map((line) => line.trim().split(" ").at(-1)),
      ["warn", "error"],
    );
  });

  /** Long enough to stand nowhere by chance. */
  const secrets = fc.string({
    unit: fc.constantFrom("a", "X", "9", "!", "/", "+", '"', "\\", "$"),
    minLength: 12,
    maxLength: 43,
  });
  const places: readonly ((secret: string) => Record<string, unknown>)[] = [
    (secret) => ({ error: `a ${secret} b` }),
    (secret) => ({ stack: `Error: ${secret}\n    at x (${secret})` }),
    (secret) => ({ nested: { deep: [secret, { deeper: `"${secret}"` }] } }),
    (secret) => ({ headers: { authorization: secret } }),
  ];
  for (const format of ["text", "json"] as const) {
    it(`lets no secret through, wherever it stands (${format})`, () => {
      fc.assert(
        fc.property(secrets, fc.constantFrom(...places), (secret, place) => {
          const { log, lines } = written({ format, secrets: [secret] });
          log("error", "happened", place(secret));
          assert.ok(!lines.join("").includes(JSON.stringify(secret).slice(1, -1)), lines.join(""));
        }),
      );
      const { log, lines } = written({ format });
      log("error", `with ${TOKEN}`, { cause: { message: `Bearer ${TOKEN}` }, token: "short" });
      assert.doesNotMatch(lines.join(""), /abcdefghij|short/u);
    });
  }
});
