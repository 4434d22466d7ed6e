import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../src/models/configuration";
import { seriesOf } from "../../../src/services/audit/auditFiles";
import { AuditLog } from "../../../src/services/audit/auditLog";
import { verifySeries, type Verification } from "../../../src/services/audit/verify";

const KEY = "k".repeat(32);

describe("the audit log", () => {
  let directory: string;
  let base: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-audit-"));
    base = join(directory, "audit.jsonl");
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** A closed log of this many calls, and its only series. */
  const written = (calls: number, options: { key?: string; maxBytes?: number } = {}): readonly string[] => {
    const log = new AuditLog({ file: base, maxBytes: 1_000_000, ...options });
    for (let call = 1; call <= calls; call += 1)
      log.append({ event: "call", call: `c${call}`, tool: "t" }, false);
    log.close();
    const [series, ...others] = seriesOf(base);
    assert.deepEqual(others, []);
    assert.ok(series);
    return series;
  };
  const linesOf = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n");
  const findings = (files: readonly string[], key?: string): string =>
    verifySeries(files, key).findings.join("\n");
  /** The lines of the only file, changed by a tamperer. */
  const tampered = (
    files: readonly string[],
    change: (lines: string[]) => string[],
    key?: string,
  ): Verification => {
    const [file = ""] = files;
    writeFileSync(file, `${change(linesOf(file)).join("\n")}\n`);
    return verifySeries(files, key);
  };

  it("is one private file for each process, with a start, its records and a stop", () => {
    const files = written(2);
    const [file = ""] = files;
    assert.match(file, /audit\.\d{8}T\d{6}Z-[0-9a-f]{8}\.0001\.jsonl$/u);
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    const lines = linesOf(file).map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ seq, event }) => [seq, event]),
      [
        [1, "start"],
        [2, "call"],
        [3, "call"],
        [4, "stop"],
      ],
    );
    const { count, head, findings: wrong } = verifySeries(files);
    assert.deepEqual([count, head, wrong], [4, lines.at(-1)?.["hash"], []]);
  });

  it("never shares a file with another process", () => {
    const logs = [1, 2, 3].map(() => new AuditLog({ file: base, maxBytes: 1_000_000 }));
    for (const log of logs) log.close();
    assert.equal(seriesOf(base).length, 3);
    for (const files of seriesOf(base)) assert.equal(findings(files), "");
  });

  it("goes on in a new file at its size limit, chained to the one before", () => {
    const files = written(50, { maxBytes: 2_000, key: KEY });
    assert.ok(files.length > 3);
    assert.equal(findings(files, KEY), "");
    for (const file of files) assert.ok(statSync(file).size < 2_500);
    // Any part stands for the series up to it.
    const [upTo = []] = seriesOf(files[1] ?? "");
    assert.deepEqual(upTo, files.slice(0, 2));
    rmSync(files[1] ?? "");
    assert.match(findings(files, KEY), /0002\.jsonl is missing[^]*0003\.jsonl:1 follows \d+ removed lines/u);
  });

  describe("shows", () => {
    it("a changed line", () => {
      const change = (lines: string[]) => lines.with(2, (lines[2] ?? "").replace("c2", "c9"));
      assert.match(tampered(written(4), change).findings.join("\n"), /0001\.jsonl:3 was changed/u);
    });

    it("removed lines, and how many", () => {
      const { findings: wrong } = tampered(written(5), (lines) => lines.toSpliced(2, 2));
      assert.match(wrong.join("\n"), /:3 follows 2 removed lines \(number 3 to 4\)/u);
    });

    it("reordered lines", () => {
      const swap = (lines: string[]) => lines.with(2, lines[3] ?? "").with(3, lines[2] ?? "");
      assert.match(tampered(written(4), swap).findings.join("\n"), /:4 is out of order: number 3 after 4/u);
    });

    it("a repeated line", () => {
      const repeat = (lines: string[]) => lines.toSpliced(3, 0, lines[2] ?? "");
      assert.match(tampered(written(4), repeat).findings.join("\n"), /:4 is out of order: number 3 after 3/u);
    });

    it("what is no line at all", () => {
      const { findings: wrong, count } = tampered(written(1), (lines) => lines.toSpliced(1, 0, "hello"));
      assert.match(wrong.join("\n"), /:2 is no line of an audit log/u);
      assert.equal(count, 3);
    });

    it("a line cut short, and what is intact before it", () => {
      const [file = ""] = written(3);
      const { head } = verifySeries([file]);
      writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
      const cut = verifySeries([file]);
      assert.match(cut.findings.join("\n"), /:5 is cut short/u);
      assert.equal(cut.count, 4);
      assert.notEqual(cut.head, head);
    });

    it("whole lines cut from the end by their head alone", () => {
      const files = written(3);
      const { head } = verifySeries(files);
      const cut = tampered(files, (lines) => lines.slice(0, -2));
      assert.deepEqual(cut.findings, []);
      assert.notEqual(cut.head, head);
      assert.match(cut.notes.join("\n"), /does not end with a stop/u);
    });

    it("a log made up without the key", () => {
      assert.match(findings(written(2), KEY), /:1 was changed, .* or the key is another one/u);
    });

    it("that a key is needed", () => {
      assert.match(findings(written(1, { key: KEY })), /chained with a key; give it with --audit-key-file/u);
    });

    it("calls whose outcome is missing", () => {
      const log = new AuditLog({ file: base, maxBytes: 1_000_000 });
      log.append({ event: "call", call: "done", tool: "one" }, true);
      log.append({ event: "outcome", call: "done" }, false);
      log.append({ event: "call", call: "lost", tool: "two" }, true);
      const [files = []] = seriesOf(base);
      assert.match(verifySeries(files).notes.join("\n"), /Call lost of two has no outcome/u);
      assert.doesNotMatch(verifySeries(files).notes.join("\n"), /Call done/u);
      log.close();
    });
  });

  it("refuses to start where it cannot be written", () => {
    assert.throws(
      () => new AuditLog({ file: join(directory, "none", "audit.jsonl"), maxBytes: 1 }),
      (error) =>
        error instanceof ConfigurationError &&
        /--audit-log=.*ENOENT.*a folder that exists/u.test(error.message),
    );
    assert.deepEqual(readdirSync(directory), []);
  });
});
