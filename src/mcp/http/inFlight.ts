import { tryLater } from "./refusal";

/** Requests at the same time. Waiting tools hold one for a long time. */
interface Most {
  readonly perCaller: number;
  readonly total: number;
}

const MOST: Most = { perCaller: 100, total: 1_000 };

const RETRY_SECONDS = 2;

/** Counts the requests under way in this process. */
export class InFlight {
  readonly #most: Most;
  readonly #byCaller = new Map<string, number>();
  #total = 0;
  #whenNone: (() => void) | undefined;

  constructor(most: Most = MOST) {
    this.#most = most;
  }

  /**
   * @returns to be called once, when the request has ended
   * @throws HttpRefusal 429 or 503 where there are too many already
   */
  begin(caller: string): () => void {
    const { perCaller, total } = this.#most;
    const own = this.#byCaller.get(caller) ?? 0;
    if (own >= perCaller) {
      throw tryLater(
        429,
        `A caller may have ${perCaller} requests under way; wait for one to end.`,
        RETRY_SECONDS,
      );
    }
    if (this.#total >= total) throw tryLater(503, "This server is busy; try again.", RETRY_SECONDS);
    this.#total += 1;
    this.#byCaller.set(caller, own + 1);
    return () => {
      this.#end(caller);
    };
  }

  /** Settles when nothing is under way. */
  async none(): Promise<void> {
    if (this.#total > 0) await new Promise<void>((resolve) => (this.#whenNone = resolve));
  }

  #end(caller: string): void {
    this.#total -= 1;
    const left = (this.#byCaller.get(caller) ?? 1) - 1;
    if (left === 0) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, left);
    if (this.#total === 0) this.#whenNone?.();
  }
}
