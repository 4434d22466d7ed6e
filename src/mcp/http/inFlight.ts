import { tryLater } from "./refusal";

const MEBIBYTE = 1024 * 1024;

/** What may be under way at the same time. Waiting tools hold their request, and its bytes, for a long time. */
interface Most {
  readonly requests: number;
  /** Of their messages. */
  readonly bytes: number;
}

interface Limits {
  readonly perCaller: Most;
  readonly total: Most;
}

const LIMITS: Limits = {
  perCaller: { requests: 100, bytes: 16 * MEBIBYTE },
  total: { requests: 1_000, bytes: 64 * MEBIBYTE },
};

const RETRY_SECONDS = 2;

/** A request under way. */
export interface UnderWay {
  /**
   * Counts bytes that were read, until the request ends.
   * @throws HttpRefusal 429 or 503 where too many are held
   */
  hold(bytes: number): void;
  /** To be called once, when the request has ended. */
  end(): void;
}

interface Amount {
  requests: number;
  bytes: number;
}

/** Counts the requests under way in this process. */
export class InFlight {
  readonly #limits: Limits;
  readonly #byCaller = new Map<string, Amount>();
  readonly #total: Amount = { requests: 0, bytes: 0 };
  #whenNone: (() => void) | undefined;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  /** @throws HttpRefusal 429 or 503 where there are too many already */
  begin(caller: string): UnderWay {
    const { perCaller, total } = this.#limits;
    const own = this.#byCaller.get(caller) ?? { requests: 0, bytes: 0 };
    if (own.requests >= perCaller.requests) {
      throw tooMuch(429, `A caller may have ${perCaller.requests} requests under way; wait for one to end.`);
    }
    if (this.#total.requests >= total.requests) throw tooMuch(503, "This server is busy; try again.");
    this.#byCaller.set(caller, own);
    own.requests += 1;
    this.#total.requests += 1;
    let held = 0;
    return {
      hold: (bytes) => {
        if (own.bytes + bytes > perCaller.bytes) {
          throw tooMuch(
            429,
            `A caller may have ${perCaller.bytes / MEBIBYTE} MiB of messages under way; wait for one to end.`,
          );
        }
        if (this.#total.bytes + bytes > total.bytes) throw tooMuch(503, "This server is busy; try again.");
        held += bytes;
        own.bytes += bytes;
        this.#total.bytes += bytes;
      },
      end: () => {
        own.bytes -= held;
        this.#total.bytes -= held;
        this.#end(caller, own);
      },
    };
  }

  /** Settles when nothing is under way. */
  async none(): Promise<void> {
    if (this.#total.requests > 0) await new Promise<void>((resolve) => (this.#whenNone = resolve));
  }

  #end(caller: string, own: Amount): void {
    own.requests -= 1;
    this.#total.requests -= 1;
    if (own.requests === 0) this.#byCaller.delete(caller);
    if (this.#total.requests === 0) this.#whenNone?.();
  }
}

function tooMuch(status: 429 | 503, message: string) {
  return tryLater(status, message, RETRY_SECONDS);
}
