import { openPseudoTerminal } from "./openPseudoTerminal";
import { endProcessesOf } from "./processes";
import type { CommandOptions } from "./pseudoTerminal";
import { TerminalSession, type Viewer } from "./terminalSession";

/** A process nobody has looked at for so long is ended (facts: coder-api 7). */
const reapAfterMs = 5 * 60_000;

interface Entry {
  readonly home: string;
  /** A promise, so that two connections that arrive together share one process. */
  readonly opening: Promise<TerminalSession>;
  session: TerminalSession | null;
  reaper: NodeJS.Timeout | null;
}

/**
 * The terminals of a deployment. A terminal is found again by its workspace agent and reconnect id; when its
 * process has ended, the same id starts a new one.
 */
export class Terminals {
  readonly #entries = new Map<string, Entry>();
  /** Folders in which something was run. */
  readonly #homes = new Set<string>();
  readonly #reapMs: number;
  #closed = false;

  /** @param reapMs milliseconds a process is kept without a viewer */
  constructor(reapMs = reapAfterMs) {
    this.#reapMs = reapMs;
  }

  /**
   * Attaches a viewer to the running process of this key, else to a new one running `options.command`.
   *
   * @returns the session; call `leave` when the viewer goes.
   * @throws Error where no pseudo-terminal can be had, or at shutdown
   */
  async join(key: string, options: CommandOptions, viewer: Viewer): Promise<TerminalSession> {
    if (this.#closed) throw new Error("the deployment is shutting down");
    this.#homes.add(options.home);
    const known = this.#entries.get(key);
    const entry = known ?? this.#open(key, options);
    const session = await entry.opening;
    stopReaping(entry);
    if (known !== undefined) session.resize(options.height, options.width);
    session.attach(viewer);
    return session;
  }

  /** The viewer is gone; the process stays for a while. */
  leave(key: string, session: TerminalSession, viewer: Viewer): void {
    session.detach(viewer);
    const entry = this.#entries.get(key);
    if (entry?.session !== session || session.viewers > 0) return;
    stopReaping(entry);
    entry.reaper = setTimeout(() => {
      session.end();
    }, this.#reapMs);
    entry.reaper.unref();
  }

  /** Ends everything that runs in the workspace with this folder, also what was left in the background. */
  endWorkspace(home: string): void {
    if (!this.#homes.delete(home)) return;
    for (const entry of [...this.#entries.values()]) if (entry.home === home) entry.session?.end();
    endProcessesOf(home);
  }

  /** Ends everything, at shutdown. */
  close(): void {
    this.#closed = true;
    for (const home of [...this.#homes]) this.endWorkspace(home);
  }

  #open(key: string, options: CommandOptions): Entry {
    const opening = openPseudoTerminal(options).then(
      (terminal) => {
        const session = new TerminalSession(terminal, () => {
          this.#forget(key, entry);
        });
        entry.session = session;
        // The workspace was stopped while the terminal module was being loaded.
        if (!this.#homes.has(options.home)) session.end();
        return session;
      },
      (error: unknown) => {
        this.#forget(key, entry);
        throw error;
      },
    );
    const entry: Entry = { home: options.home, opening, session: null, reaper: null };
    this.#entries.set(key, entry);
    return entry;
  }

  #forget(key: string, entry: Entry): void {
    stopReaping(entry);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}

function stopReaping(entry: Entry): void {
  if (entry.reaper !== null) clearTimeout(entry.reaper);
  entry.reaper = null;
}
