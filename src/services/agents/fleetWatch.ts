import type { Agent, AgentStatus } from "../../models/agent";
import type { Call } from "../../models/call";

/** What one look at the fleet brought. */
export interface FleetSnapshot {
  /** Newest first; null before the first answer. */
  readonly agents: readonly Agent[] | null;
  /** Why agents may be missing; null when the list is whole. */
  readonly incomplete: string | null;
  /** Why the newest look failed; `agents` is then what the last good one brought. */
  readonly error: unknown;
}

/** Milliseconds from the end of one look to the next. */
const FAST_MS = 2_000;
const SLOW_MS = 15_000;
const LONGEST_BACK_OFF_MS = 60_000;
/** A look that took long is followed by a rest this many times as long, so that large fleets stay cheap. */
const REST_FACTOR = 10;

/** States that end by themselves, so that the next look will probably bring news. */
const MOVING: ReadonlySet<AgentStatus> = new Set([
  "pending",
  "starting",
  "busy",
  "stopping",
  "canceling",
  "deleting",
]);

/**
 * Keeps a list of agents up to date by asking again: soon while something moves, seldom while nothing does, ever
 * more seldom while it fails. Asks only between `start` and `stop`; never twice at a time.
 */
export class FleetWatch {
  readonly #list: (call: Call) => Promise<Pick<FleetSnapshot, "incomplete"> & { agents: readonly Agent[] }>;
  readonly #changed: () => void;
  #snapshot: FleetSnapshot = { agents: null, incomplete: null, error: undefined };
  #running: Promise<void> | undefined;
  #next: NodeJS.Timeout | undefined;
  #started = false;
  #failures = 0;
  #abort = new AbortController();

  /**
   * @param list asks the deployment
   * @param changed is told after each look, also a failed one
   */
  constructor(
    list: (call: Call) => Promise<{ readonly agents: readonly Agent[]; readonly incomplete: string | null }>,
    changed: () => void,
  ) {
    this.#list = list;
    this.#changed = changed;
  }

  get snapshot(): FleetSnapshot {
    return this.#snapshot;
  }

  /** Looks at once and keeps looking. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.refresh();
  }

  /** Ends a look under way and asks no more until `start`. */
  stop(): void {
    this.#started = false;
    clearTimeout(this.#next);
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  /** Looks now; settles when a look that began after this call has ended. Never rejects: see `snapshot.error`. */
  async refresh(): Promise<void> {
    const before = this.#running;
    if (before !== undefined) {
      await before;
      // Several who waited for the same look share the next one.
      if (this.#running !== undefined && this.#running !== before) return this.#running;
    }
    clearTimeout(this.#next);
    const look = this.#look(this.#abort.signal).finally(() => {
      if (this.#running === look) this.#running = undefined;
    });
    this.#running = look;
    return look;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const began = performance.now();
    try {
      const { agents, incomplete } = await this.#list({ signal });
      if (signal.aborted) return;
      this.#snapshot = { agents, incomplete, error: undefined };
      this.#failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#snapshot = { ...this.#snapshot, error };
      this.#failures += 1;
    }
    this.#changed();
    if (this.#started) this.#schedule(performance.now() - began);
  }

  #schedule(tookMs: number): void {
    const wait = restAfter(this.#snapshot, this.#failures, tookMs);
    clearTimeout(this.#next);
    this.#next = setTimeout(() => void this.refresh(), wait);
    this.#next.unref();
  }
}

/** Milliseconds until the next look. Pure. */
export function restAfter({ agents, error }: FleetSnapshot, failuresInARow: number, tookMs: number): number {
  if (error !== undefined) return Math.min(FAST_MS * 2 ** failuresInARow, LONGEST_BACK_OFF_MS);
  const moving = agents?.some(({ status }) => MOVING.has(status)) ?? false;
  return Math.max(moving ? FAST_MS : SLOW_MS, tookMs * REST_FACTOR);
}
