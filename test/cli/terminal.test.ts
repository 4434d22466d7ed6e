/** What only a person at a terminal sees: questions and colours. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInTerminal } from "../support/inTerminal";

const COLOUR = "\u001b[3";

describe("the command line at a terminal", function () {
  this.timeout(60_000);
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "coder-fleet-terminal-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const configure = (answer: string) =>
    runInTerminal(["configure", "cursor", "--url", "https://coder.example.com"], {
      environment: { HOME: home },
      answer,
    });
  const isWritten = () => existsSync(join(home, ".cursor", "mcp.json"));

  it("writes a configuration where the person agrees, and says what comes next", async () => {
    const { code, shown } = await configure("y\r");
    assert.equal(code, 0);
    assert.match(
      shown,
      /\+ +"coder-fleet": \{[^]*Cursor was not found on this computer[^]*\[y\/N\][^]*Written\./,
    );
    assert.match(shown, /coder login https:\/\/coder\.example\.com/);
    assert.equal(isWritten(), true);
  });

  for (const [title, answer] of [
    ["says no", "n\r"],
    ["only presses Enter", "\r"],
    ["presses Ctrl+C", "\u0003"],
    ["ends the input with Ctrl+D", "\u0004"],
  ] as const) {
    it(`writes nothing where the person ${title}`, async () => {
      const { code, shown } = await configure(answer);
      assert.equal(code, 0);
      assert.match(shown, /Nothing was written\./);
      assert.equal(isWritten(), false);
    });
  }

  it("colours what the doctor finds, unless NO_COLOR or a dumb terminal says not to", async () => {
    const shown = async (environment: Record<string, string>) =>
      (await runInTerminal(["doctor"], { environment: { HOME: home, ...environment } })).shown;
    assert.ok((await shown({})).includes(COLOUR));
    assert.ok(!(await shown({ NO_COLOR: "1" })).includes(COLOUR));
    assert.ok(!(await shown({ TERM: "dumb" })).includes(COLOUR));
  });
});
