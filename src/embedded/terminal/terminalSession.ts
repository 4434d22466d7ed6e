import type { PseudoTerminal } from "./pseudoTerminal";
import { endProcessGroup } from "./processes";
import { ReplayBuffer } from "./replayBuffer";

/** Whoever looks at a terminal. */
export interface Viewer {
  output(chunk: Buffer): void;
  /** The process ended, or was ended. */
  ended(): void;
  /** Bytes handed over and not yet sent. */
  backlog(): number;
}

/** Above this backlog of one viewer the process is held until the viewer has caught up. */
const backlogLimit = 16 * 1024 * 1024;
const backlogPollMs = 20;

/** One running process behind a reconnect id, and all who look at it. */
export class TerminalSession {
  readonly #terminal: PseudoTerminal;
  readonly #onEnd: () => void;
  readonly #replay = new ReplayBuffer();
  readonly #viewers = new Set<Viewer>();
  #held: NodeJS.Timeout | null = null;
  #running = true;

  /** @param onEnd called once, when the process has ended. */
  constructor(terminal: PseudoTerminal, onEnd: () => void) {
    this.#terminal = terminal;
    this.#onEnd = onEnd;
    terminal.onData((chunk) => {
      this.#output(chunk);
    });
    terminal.onExit(() => {
      this.#ended();
    });
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Shows what was buffered, then everything that follows. */
  attach(viewer: Viewer): void {
    const buffered = this.#replay.bytes();
    if (buffered.length > 0) viewer.output(buffered);
    if (this.#running) this.#viewers.add(viewer);
    else viewer.ended();
  }

  detach(viewer: Viewer): void {
    this.#viewers.delete(viewer);
  }

  write(data: string): void {
    if (this.#running) this.#terminal.write(data);
  }

  /** Lines and columns, both at least 1. */
  resize(height: number, width: number): void {
    if (!this.#running) return;
    try {
      this.#terminal.resize(height, width);
    } catch {
      // The process ended between our check and the system call.
    }
  }

  /** Ends the process and its group at once. */
  end(): void {
    if (!this.#running) return;
    this.#terminal.hangUp();
    endProcessGroup(this.#terminal.pid);
    this.#ended();
  }

  #output(chunk: Buffer): void {
    if (!this.#running) return;
    this.#replay.append(chunk);
    for (const viewer of this.#viewers) viewer.output(chunk);
    if (this.#held === null && this.#isBehind()) this.#hold();
  }

  #isBehind(): boolean {
    return [...this.#viewers].some((viewer) => viewer.backlog() > backlogLimit);
  }

  #hold(): void {
    this.#terminal.pause();
    this.#held = setInterval(() => {
      if (this.#isBehind()) return;
      this.#release();
      this.#terminal.resume();
    }, backlogPollMs);
  }

  #release(): void {
    if (this.#held !== null) clearInterval(this.#held);
    this.#held = null;
  }

  #ended(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#release();
    for (const viewer of [...this.#viewers]) viewer.ended();
    this.#viewers.clear();
    this.#onEnd();
  }
}
