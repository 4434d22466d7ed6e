import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openWithScript } from "../../../src/embedded/terminal/script";
import type { TerminalSession, Viewer } from "../../../src/embedded/terminal/terminalSession";
import { Terminals } from "../../../src/embedded/terminal/terminals";
import { until } from "../../support/until";

/** Collects what a viewer sees. */
class Screen implements Viewer {
  bytes = Buffer.alloc(0);
  hasEnded = false;

  output(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
  }

  ended(): void {
    this.hasEnded = true;
  }

  backlog(): number {
    return 0;
  }

  get text(): string {
    return this.bytes.toString("utf8");
  }

  async until(condition: () => boolean): Promise<void> {
    await until(
      () => ({ seen: this.text, done: condition() }),
      ({ done }) => done,
    );
  }

  end(): Promise<void> {
    return this.until(() => this.hasEnded);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the terminals of the embedded deployment", () => {
  let home: string;
  let terminals: Terminals;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "terminals-"));
    terminals = new Terminals();
  });
  afterEach(() => {
    terminals.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function run(command: string, key = command): Promise<{ screen: Screen; session: TerminalSession }> {
    const screen = new Screen();
    const options = { command, home, directory: home, height: 24, width: 80 };
    return { screen, session: await terminals.join(key, options, screen) };
  }

  it("run a command for real and merge its output with CRLF line ends", async () => {
    const { screen } = await run("echo hello; echo err >&2; exit 7");
    await screen.end();
    assert.equal(screen.text, "hello\r\nerr\r\n");
  });

  it("lose nothing a command prints just before it ends", async () => {
    const runs = await Promise.all(Array.from({ length: 10 }, (_, at) => run("seq 1 3000", String(at))));
    for (const { screen } of runs) {
      await screen.end();
      assert.equal(screen.text.length, 16_893);
      assert.match(screen.text, /\r\n3000\r\n$/);
    }
  });

  it("give the command a scrubbed environment with HOME in the workspace", async () => {
    process.env["CODER_SESSION_TOKEN"] = "must-not-leak";
    process.env["ANTHROPIC_API_KEY"] = "must-not-leak";
    try {
      const { screen } = await run("env");
      await screen.end();
      assert.doesNotMatch(screen.text, /must-not-leak|CODER_|FLEET_|API_KEY/);
      assert.match(screen.text, new RegExp(`^HOME=${home}\r$`, "m"));
      assert.match(screen.text, /^TERM=xterm/m);
    } finally {
      delete process.env["CODER_SESSION_TOKEN"];
      delete process.env["ANTHROPIC_API_KEY"];
    }
  });

  it("echo input, take Ctrl-D as its end, and cut a line at 4,096 bytes", async () => {
    const { screen, session } = await run("wc -c");
    session.write("hello\r");
    await screen.until(() => screen.text === "hello\r\n");
    session.write("\u0004");
    await screen.end();
    assert.equal(screen.text, "hello\r\n6\r\n");

    const long = await run("stty -echo; echo ready; head -n 1 | wc -c");
    await long.screen.until(() => long.screen.text.includes("ready"));
    long.session.write(`${"x".repeat(5000)}\r`);
    await long.screen.end();
    assert.match(long.screen.text, /ready\r\n4096\r\n/);
  });

  it("have the size asked for, and change it", async () => {
    const { screen, session } = await run("stty size; read -r line; stty size");
    await screen.until(() => screen.text.includes("24 80"));
    session.resize(40, 120);
    session.write("\r");
    await screen.end();
    assert.match(screen.text, /24 80\r\n\r\n40 120\r\n/);
  });

  it("keep a process when its viewer goes, and replay its output to the next one, ignoring the new command", async () => {
    const first = await run("echo one; read -r line; echo two", "id");
    await first.screen.until(() => first.screen.text.includes("one"));
    terminals.leave("id", first.session, first.screen);
    const second = new Screen();
    const options = { command: "echo other", home, directory: home, height: 24, width: 80 };
    const session = await terminals.join("id", options, second);
    assert.equal(second.text, "one\r\n");
    session.write("\r");
    await second.end();
    assert.match(second.text, /two\r\n$/);
    assert.doesNotMatch(second.text, /other/);
  });

  it("keep the last 64 KiB for replay", async () => {
    const first = await run("seq 1 30000; read -r line", "id");
    await first.screen.until(() => first.screen.text.includes("30000\r\n"));
    const second = await run("", "id");
    assert.equal(second.screen.bytes.length, 64 * 1024);
    assert.ok(first.screen.text.endsWith(second.screen.text));
  });

  it("start a new process under an id whose process has ended", async () => {
    const first = await run("echo first", "id");
    await first.screen.end();
    const second = await run("echo again", "id");
    await second.screen.end();
    assert.equal(second.screen.text, "again\r\n");
  });

  it("end a process nobody looks at after a while", async () => {
    terminals = new Terminals(50);
    const { screen, session } = await run("echo $$; exec sleep 60");
    await screen.until(() => /\d+\r\n/.test(screen.text));
    const pid = Number.parseInt(screen.text, 10);
    terminals.leave("echo $$; exec sleep 60", session, screen);
    await until(
      () => isAlive(pid),
      (alive) => !alive,
    );
  });

  it("end everything a workspace runs, also what left the terminal's session", async () => {
    const { screen } = await run("setsid sleep 61 & echo $!; sleep 61 & echo $!; wait");
    await screen.until(() => /\d+\r\n\d+\r\n/.test(screen.text));
    const pids = screen.text.trim().split("\r\n").map(Number);
    terminals.endWorkspace(home);
    await until(
      () => pids.filter(isAlive),
      ({ length }) => length === 0,
    );
    assert.equal(screen.hasEnded, true);
  });

  describe("without the native module, through util-linux script", () => {
    before(function () {
      if (process.platform !== "linux") this.skip();
    });

    it("echo, resize and end as the native ones do", async () => {
      const screen = new Screen();
      const command = "stty size; read -r line; stty size; echo $HOME";
      const terminal = openWithScript({ command, home, directory: home, height: 24, width: 80 });
      terminal.onData((chunk) => {
        screen.output(chunk);
      });
      terminal.onExit(() => {
        screen.ended();
      });
      await screen.until(() => screen.text.includes("24 80"));
      terminal.resize(40, 120);
      await delay(200);
      terminal.write("x\r");
      await screen.end();
      assert.equal(screen.text, `24 80\r\nx\r\n40 120\r\n${home}\r\n`);
    });
  });
});
