import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";

interface Entry {
  /** When it is due, in the deployment's own time. */
  readonly at: number;
  readonly action: () => void;
  /** Null while time is held. */
  timer: NodeJS.Timeout | null;
}

/** How often the event loop has to turn until everything an action brought about has happened. */
const turnsToSettle = 6;

/**
 * Time as the deployment sees it: `speed` times faster than the clock on the wall. A test may hold it and let it
 * pass in steps, so that nothing depends on how fast the machine is.
 */
export class Timers {
  readonly speed: number;
  readonly #entries = new Set<Entry>();
  /** Real work, which takes real time also while time is held. */
  readonly #work = new Set<Promise<unknown>>();
  readonly #begun = performance.now();
  /** The time at which it is held; null while it runs. */
  #held: number | null = null;

  constructor(speed: number) {
    this.speed = speed;
  }

  /** Milliseconds of the deployment's own time since it began. */
  now(): number {
    return this.#held ?? (performance.now() - this.#begun) * this.speed;
  }

  /** Calls `action` after so many milliseconds of a real deployment. Returns how to call it off. */
  after(ms: number, action: () => void): () => void {
    const entry: Entry = { at: this.now() + Math.max(0, ms), action, timer: null };
    this.#entries.add(entry);
    if (this.#held === null) {
      entry.timer = setTimeout(() => {
        this.#fire(entry);
      }, ms / this.speed);
    }
    return () => {
      this.#drop(entry);
    };
  }

  /** While time is held and let pass, this work is given as much real time. */
  during(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined);
    this.#work.add(settled);
    void settled.then(() => this.#work.delete(settled));
  }

  /** From now on time only passes by `pass`. */
  hold(): void {
    if (this.#held !== null) return;
    this.#held = this.now();
    for (const entry of this.#entries) {
      if (entry.timer !== null) clearTimeout(entry.timer);
      entry.timer = null;
    }
  }

  /** Lets so many milliseconds pass while time is held, all that is due in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.now() + ms;
    for (;;) {
      await settle();
      const next = this.#next();
      const to = Math.min(next?.at ?? end, end);
      if ((await this.#passTo(to)) < to) continue;
      if (next === undefined || next.at > end) return;
      this.#fire(next);
    }
  }

  /** Moves the time forward, but not past the end of work that is under way. Returns where it is then. */
  async #passTo(to: number): Promise<number> {
    const from = this.now();
    if (this.#work.size > 0 && to > from) {
      const begun = performance.now();
      const left = new AbortController();
      const signal = left.signal;
      await Promise.race([...this.#work, delay(to - from, undefined, { signal }).catch(() => undefined)]);
      left.abort();
      this.#held = Math.min(to, from + performance.now() - begun);
    } else {
      this.#held = to;
    }
    return this.#held;
  }

  #next(): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.#entries) if (next === undefined || entry.at < next.at) next = entry;
    return next;
  }

  #fire(entry: Entry): void {
    this.#entries.delete(entry);
    entry.action();
  }

  #drop(entry: Entry): void {
    if (entry.timer !== null) clearTimeout(entry.timer);
    this.#entries.delete(entry);
  }

  close(): void {
    for (const entry of [...this.#entries]) this.#drop(entry);
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn++) await nextTurn();
}
