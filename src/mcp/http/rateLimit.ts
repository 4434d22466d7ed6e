/** Keys above which those that have been quiet are looked for and forgotten. */
const MANY_KEYS = 10_000;

interface Bucket {
  /** Requests left at `time`. */
  left: number;
  /** In milliseconds, of a clock that only goes forward. */
  time: number;
}

/**
 * Requests per minute and key, as a bucket that fills evenly: a minute's worth may come at once. Counted in this
 * process only.
 */
export class RateLimit {
  readonly perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #tooMany = MANY_KEYS;

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.perMinute = perMinute;
    this.#now = now;
  }

  /** Counts a request. 0 where it is allowed, else seconds until one is. */
  take(key: string): number {
    const bucket = this.#bucket(key);
    if (bucket.left < 1) return ((1 - bucket.left) * 60) / this.perMinute;
    bucket.left -= 1;
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#tooMany) this.#forget();
    return 0;
  }

  /** A request that has been counted counts no more. */
  giveBack(key: string): void {
    const bucket = this.#bucket(key);
    this.#buckets.set(key, { ...bucket, left: Math.min(this.perMinute, bucket.left + 1) });
  }

  #bucket(key: string): Bucket {
    const time = this.#now();
    const kept = this.#buckets.get(key);
    if (kept === undefined) return { left: this.perMinute, time };
    const filled = ((time - kept.time) * this.perMinute) / 60_000;
    return { left: Math.min(this.perMinute, kept.left + filled), time };
  }

  /** Full buckets are as good as none. Looks again when there are twice as many, not at every request. */
  #forget(): void {
    for (const key of this.#buckets.keys()) {
      if (this.#bucket(key).left >= this.perMinute) this.#buckets.delete(key);
    }
    this.#tooMany = Math.max(MANY_KEYS, 2 * this.#buckets.size);
  }
}
