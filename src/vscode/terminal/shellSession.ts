/** A shell in a workspace that outlives broken connections. Knows nothing of VS Code. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Shell } from "../../services/commands/openShell";

export interface ScreenSize {
  readonly rows: number;
  readonly columns: number;
}

/** Opens the terminal; `again` attaches to the one opened before. */
type Connect = (again: boolean, size: ScreenSize, signal: AbortSignal) => Promise<Shell>;

export interface ShellScreen {
  show(text: string): void;
  /** The connection broke and is being made again. */
  interrupted(): void;
  /** It is over; with an error where it did not end by itself. */
  ended(error?: unknown): void;
}

/** Coder ends a shell that nobody has looked at for so long, in milliseconds. */
const KEPT_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Code of a close frame that says the process ended. */
const NORMAL = 1000;

/** Empties screen and scrollback: what was shown before comes again from the terminal's buffer. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/** Ctrl-C ends what runs in the foreground, Ctrl-D what asks for input, then the shell. */
const LEAVE = ["\u0003", "\u0004", "\u0004"];
/** Between them, in milliseconds: Ctrl-C throws away what was typed behind it and not yet read. */
const LEAVE_PAUSE_MS = 150;

export class ShellSession {
  readonly #connect: Connect;
  readonly #screen: ShellScreen;
  readonly #controller = new AbortController();
  #size: ScreenSize;
  #terminal: Shell | undefined;

  constructor(connect: Connect, screen: ShellScreen, size: ScreenSize) {
    this.#connect = connect;
    this.#screen = screen;
    this.#size = size;
  }

  /** Runs until the shell has ended, it is closed, or the connection stays broken. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#controller;
    let lostAt: number | undefined;
    let pauseMs = FIRST_PAUSE_MS;
    do {
      try {
        if ((await this.#attached(lostAt !== undefined)) === "ended") {
          this.#screen.ended();
          return;
        }
        lostAt = Date.now();
        pauseMs = FIRST_PAUSE_MS;
        this.#screen.interrupted();
      } catch (error) {
        if (signal.aborted) return;
        if (lostAt === undefined || Date.now() - lostAt > KEPT_MS) {
          this.#screen.ended(error);
          return;
        }
      }
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    } while (!signal.aborted);
  }

  /** Types text; while the connection is broken it is lost, as in any terminal. */
  write(text: string): void {
    this.#use((terminal) => {
      terminal.write(text);
    });
  }

  resize(size: ScreenSize): void {
    this.#size = size;
    this.#use((terminal) => {
      terminal.resize(size.rows, size.columns);
    });
  }

  /** Ends the shell, unless something in it takes no end: then Coder does so after a while. */
  async close(): Promise<void> {
    for (const key of this.#terminal === undefined ? [] : LEAVE) {
      this.write(key);
      await sleep(LEAVE_PAUSE_MS);
    }
    this.#controller.abort();
  }

  /**
   * Shows one connection to its end. `lost`: it broke.
   * @throws FleetError where it cannot be made
   */
  async #attached(again: boolean): Promise<"ended" | "lost"> {
    const terminal = await this.#connect(again, this.#size, this.#controller.signal);
    this.#terminal = terminal;
    const decoder = new TextDecoder();
    let shown = false;
    try {
      for await (const chunk of terminal) {
        if (again && !shown) this.#screen.show(CLEAR);
        shown = true;
        this.#screen.show(decoder.decode(chunk, { stream: true }));
      }
    } catch {
      return "lost";
    } finally {
      this.#terminal = undefined;
    }
    // On 2.26 connections also break where the process ended; then there is nothing left to attach to.
    return (await terminal.closeCode) === NORMAL || (again && !shown) ? "ended" : "lost";
  }

  #use(action: (terminal: Shell) => void): void {
    try {
      if (this.#terminal !== undefined) action(this.#terminal);
    } catch {
      // The connection broke just now.
    }
  }
}
