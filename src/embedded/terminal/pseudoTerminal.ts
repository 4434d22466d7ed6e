import { execFileSync } from "node:child_process";
import { openWithNodePty } from "./nodePty";
import { openWithScript } from "./script";

/** What to run, and where. */
export interface CommandOptions {
  /** Shell text; empty for a login shell. */
  command: string;
  /** HOME of the command: the workspace's folder. */
  home: string;
  /** Working directory. */
  directory: string;
  /** Lines of the screen. */
  height: number;
  /** Columns of the screen. */
  width: number;
}

/** A process with a terminal of its own. Listeners are set before the first turn of the event loop ends. */
export interface PseudoTerminal {
  readonly pid: number;
  /** Called with raw output; chunks may split UTF-8 sequences. */
  onData(listener: (chunk: Buffer) => void): void;
  /** Called once, after the last output. */
  onExit(listener: () => void): void;
  write(data: string): void;
  resize(height: number, width: number): void;
  pause(): void;
  resume(): void;
  /** Hangs up, as closing a terminal window does. */
  hangUp(): void;
}

/** No pseudo-terminal can be had on this machine, so no command can run. */
export class NoTerminalError extends Error {
  override name = "NoTerminalError";
}

/**
 * Runs a command in a real pseudo-terminal: `@lydell/node-pty` where its binary loads, else util-linux `script`.
 *
 * @throws NoTerminalError where there is neither.
 */
export async function openPseudoTerminal(options: CommandOptions): Promise<PseudoTerminal> {
  const open = await (backend ??= findBackend());
  return open(options);
}

export type Backend = (options: CommandOptions) => PseudoTerminal;

let backend: Promise<Backend> | undefined;

async function findBackend(): Promise<Backend> {
  try {
    return openWithNodePty(await import("@lydell/node-pty"));
  } catch (error) {
    if (hasScript()) return openWithScript;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new NoTerminalError(
      `no pseudo-terminal on this machine: @lydell/node-pty cannot be loaded (${reason}) and util-linux "script" is not installed`,
    );
  }
}

function hasScript(): boolean {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}
