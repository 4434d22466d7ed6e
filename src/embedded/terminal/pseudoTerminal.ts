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

/** One way to run a command in a pseudo-terminal. */
export type Backend = (options: CommandOptions) => PseudoTerminal;
