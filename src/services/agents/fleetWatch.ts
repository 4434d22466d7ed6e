import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { AgentChange } from "../../repositories/agentBackend";
import { MOVING_STATUSES } from "./movingStatuses";

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
/** After news that only a list tells in full, and after news that are known in full already. */
const SOON_MS = 300;
const AFTER_NEWS_MS = 5_000;
/** News that come sooner after others are told with them: each is drawn with the whole list. */
const TOGETHER_MS = 200;
/**
 * A look that took long is followed by a rest this many times as long, so that large fleets stay cheap. Never by a
 * longer one than the last figure: a first look is often slow for other reasons, and nobody waits a minute for news.
 */
const REST_FACTOR = 10;
const LONGEST_REST_MS = 30_000;

type Look = (
  call: Call,
) => Promise<{ readonly agents: readonly Agent[]; readonly incomplete: string | null }>;
/** Tells news until the call is cancelled; see `fleetNews`. */
export type News = (hear: (change: AgentChange) => void, call: Call) => Promise<void>;

/**
 * Keeps a list of agents up to date: at once by the news a deployment tells, and by asking again, soon while
 * something moves that tells none, seldom while nothing does, ever more seldom while it fails. Asks only between
 * `start` and `stop`; never twice at a time.
 */
export class FleetWatch {
  readonly #list: Look;
  readonly #changed: () => void;
  readonly #news: News | undefined;
  #snapshot: FleetSnapshot = { agents: null, incomplete: null, error: undefined };
  #running: Promise<void> | undefined;
  #next: NodeJS.Timeout | undefined;
  /** When the next look is due, by `performance.now()`. */
  #due = Number.POSITIVE_INFINITY;
  #hearing = false;
  /** Until then news are collected. */
  #collecting: NodeJS.Timeout | undefined;
  #hasCollected = false;
  #started = false;
  #failures = 0;
  #abort = new AbortController();

  /**
   * @param list asks the deployment
   * @param changed is told after each look, also a failed one, and after each piece of news
   * @param news listens to the deployment; where it is absent only looks tell of changes
   */
  constructor(list: Look, changed: () => void, news?: News) {
    this.#list = list;
    this.#changed = changed;
    this.#news = news;
  }

  get snapshot(): FleetSnapshot {
    return this.#snapshot;
  }

  /** Looks at once and keeps looking. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.refresh();
    void this.#listen(this.#abort.signal);
  }

  /** Ends a look under way and asks no more until `start`. */
  stop(): void {
    this.#started = false;
    this.#hearing = false;
    this.#due = Number.POSITIVE_INFINITY;
    clearTimeout(this.#next);
    clearTimeout(this.#collecting);
    this.#collecting = undefined;
    this.#hasCollected = false;
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
    this.#due = Number.POSITIVE_INFINITY;
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

  /** A deployment that cannot be listened to is asked again and again instead. */
  async #listen(signal: AbortSignal): Promise<void> {
    const hear = (change: AgentChange): void => {
      if (!signal.aborted) this.#hear(change);
    };
    try {
      await this.#news?.(hear, { signal });
    } catch {
      // The looks meet the same failure and tell it.
    }
    if (!signal.aborted) this.#hearing = false;
  }

  #hear(change: AgentChange): void {
    this.#hearing = true;
    if (change.kind !== "changed") {
      this.#lookWithin(SOON_MS);
      return;
    }
    const { agents } = this.#snapshot;
    if (agents !== null) {
      const { id } = change;
      const patched = agents.map((agent) => (agent.id === id ? change.apply(agent) : agent));
      this.#snapshot = { ...this.#snapshot, agents: patched };
      this.#tellNews();
    }
    this.#lookWithin(AFTER_NEWS_MS);
  }

  /** The first at once, those that follow soon together. */
  #tellNews(): void {
    if (this.#collecting !== undefined) {
      this.#hasCollected = true;
      return;
    }
    this.#changed();
    this.#collecting = setTimeout(() => {
      this.#collecting = undefined;
      if (!this.#hasCollected) return;
      this.#hasCollected = false;
      if (this.#started) this.#tellNews();
    }, TOGETHER_MS).unref();
  }

  #schedule(tookMs: number): void {
    this.#lookWithin(restAfter(this.#snapshot, this.#failures, tookMs, this.#hearing));
  }

  /** Brings the next look forward; one that is due earlier stays. */
  #lookWithin(milliseconds: number): void {
    const due = performance.now() + milliseconds;
    if (!this.#started || due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#next);
    this.#next = setTimeout(() => void this.refresh(), milliseconds);
    this.#next.unref();
  }
}

/** Milliseconds until the next look. Pure. `hearing`: chats tell by themselves when they move. */
export function restAfter(
  { agents, error }: FleetSnapshot,
  failuresInARow: number,
  tookMs: number,
  hearing = false,
): number {
  if (error !== undefined) return Math.min(FAST_MS * 2 ** failuresInARow, LONGEST_BACK_OFF_MS);
  const silent = agents?.filter(({ kind }) => !(hearing && kind === "chat")) ?? [];
  // What moves by itself will probably bring news with the next look.
  const moving = silent.some(({ status }) => MOVING_STATUSES.has(status));
  return Math.max(moving ? FAST_MS : SLOW_MS, Math.min(tookMs * REST_FACTOR, LONGEST_REST_MS));
}
