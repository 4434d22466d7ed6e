import assert from "node:assert/strict";
import type { ExecuteResult } from "../../../src/services/commands/executeCommand";
import type { CapturedStream } from "../../../src/services/commands/streams";
import { commandText } from "../../../src/vscode/outputs/commandText";
import { english } from "../english";

const stream = (text: string, more: Partial<CapturedStream> = {}): CapturedStream => ({
  head: { text, encoding: "utf8" },
  tail: null,
  bytes: Buffer.byteLength(text),
  truncated: false,
  ...more,
});

const shown = (more: Partial<ExecuteResult & { kind: "ended" }>): string =>
  commandText(
    "make",
    {
      kind: "ended",
      end: "exited",
      exitCode: 0,
      durationMs: 1_240,
      stdout: stream(""),
      stderr: stream(""),
      lingering: false,
      handle: null,
      ...more,
    },
    english,
  );

describe("the output of a command as a document", () => {
  it("has both streams and how it ended", () => {
    assert.equal(
      shown({ stdout: stream("a\nb\n"), stderr: stream("oh"), exitCode: 2 }),
      "$ make\na\nb\n--- stderr\noh\n--- exit code 2, 1.2 s\n",
    );
    assert.equal(shown({}), "$ make\n\n--- exit code 0, 1.2 s\n");
    assert.match(shown({ end: "timed_out" }), /--- stopped at its time limit, /);
  });

  it("says what is left out, and what is no text", () => {
    const long = stream("begin", { tail: { text: "end\n", encoding: "utf8" }, bytes: 90_000 });
    assert.match(shown({ stdout: long }), /\nbegin\n… the middle of 90000 bytes is left out …\nend\n---/);
    const binary = stream("AP8=", { head: { text: "AP8=", encoding: "base64" }, bytes: 2 });
    assert.match(shown({ stdout: binary }), /\n2 bytes that are no text\n---/);
  });
});
