import assert from "node:assert/strict";
import type { Shell } from "../../../src/services/commands/openShell";
import { ShellSession } from "../../../src/vscode/terminal/shellSession";

const SIZE = { rows: 24, columns: 80 };

/** A connection that shows some text and then ends so. */
interface Plan {
  readonly shows: readonly (string | Uint8Array)[];
  readonly code: number;
  /** Stays open until it is closed or cut. */
  readonly stays?: boolean;
}

function play(...plans: readonly (Plan | Error)[]) {
  const events: string[] = [];
  const again: boolean[] = [];
  let connected = 0;
  let seen: () => void = () => undefined;
  const session = new ShellSession(
    (attach, size, signal) => {
      again.push(attach);
      const plan = plans[connected++];
      if (plan === undefined || plan instanceof Error) return Promise.reject(plan ?? new Error("no more"));
      return Promise.resolve(terminal(plan, events, size.rows, signal));
    },
    {
      show: (text) => {
        events.push(text);
        seen();
      },
      interrupted: () => events.push("<interrupted>"),
      ended: (error) => events.push(error instanceof Error ? `<failed: ${error.message}>` : "<ended>"),
    },
    SIZE,
  );
  const shown = () =>
    new Promise<void>((resolve) => {
      seen = resolve;
    });
  return { session, events, again, shown };
}

function terminal({ shows, code, stays }: Plan, events: string[], rows: number, signal: AbortSignal): Shell {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  signal.addEventListener("abort", close);
  return {
    async *[Symbol.asyncIterator]() {
      for (const text of shows) yield Buffer.from(text);
      if (stays === true) await closed;
    },
    write: (text) => events.push(`<typed ${JSON.stringify(text)}>`),
    resize: (height, width) => events.push(`<size ${height}x${width}, first ${rows}>`),
    close,
    closeCode: Promise.resolve(code),
  };
}

describe("a shell in a workspace", () => {
  it("shows what it puts out, whole characters at a time, and ends with its process", async () => {
    const [one, two] = [Buffer.from("größe").subarray(0, 3), Buffer.from("größe").subarray(3)];
    const { session, events, again } = play({ shows: [one, two], code: 1000 });
    await session.run();
    assert.deepEqual(events, ["gr", "öße", "<ended>"]);
    assert.deepEqual(again, [false]);
  });

  it("is attached to again after the connection broke, and shows its buffer on an empty screen", async () => {
    const { session, events, again } = play({ shows: ["$ "], code: 1006 }, new Error("still down"), {
      shows: ["$ ls\r\n"],
      code: 1000,
    });
    await session.run();
    assert.deepEqual(events, ["$ ", "<interrupted>", "\u001b[2J\u001b[3J\u001b[H", "$ ls\r\n", "<ended>"]);
    assert.deepEqual(again, [false, true, true]);
  });

  it("is over where there is nothing left to attach to, as Coder 2.26 ends a shell", async () => {
    const { session, events } = play({ shows: ["logout\r\n"], code: 1006 }, { shows: [], code: 1006 });
    await session.run();
    assert.deepEqual(events, ["logout\r\n", "<interrupted>", "<ended>"]);
  });

  it("says why it could not be opened, once", async () => {
    const { session, events } = play(new Error("it is stopped"));
    await session.run();
    assert.deepEqual(events, ["<failed: it is stopped>"]);
  });

  it("takes what is typed and its size, and is ended by closing", async () => {
    const { session, events, shown } = play({ shows: ["$ "], code: 1000, stays: true });
    const first = shown();
    const running = session.run();
    await first;
    session.write("ls\r");
    session.resize({ rows: 40, columns: 120 });
    await session.close();
    await running;
    assert.deepEqual(events.slice(0, 5), [
      "$ ",
      '<typed "ls\\r">',
      "<size 40x120, first 24>",
      '<typed "\\u0003">',
      '<typed "\\u0004">',
    ]);
  });
});
