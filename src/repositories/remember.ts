import { canceledError } from "../clients/networkErrors";
import type { Call } from "../models/call";

/**
 * A value that is loaded once and kept: concurrent callers share one load, a failed load is forgotten. The
 * load belongs to nobody: one caller's cancellation ends only that caller's wait, and the load itself ends
 * when the last caller has left.
 */
export function remember<T>(load: (call: Call) => Promise<T>): (call: Call) => Promise<T> {
  let current: SharedLoad<T> | undefined;
  return async (call) => {
    current ??= new SharedLoad(load);
    const mine = current;
    try {
      return await mine.wait(call.signal);
    } catch (error) {
      if (current === mine && mine.useless) current = undefined;
      throw error;
    }
  };
}

/** The same for values that have a key: one load per key. */
export function rememberEach<T>(
  load: (key: string, call: Call) => Promise<T>,
): (key: string, call: Call) => Promise<T> {
  const loads = new Map<string, (call: Call) => Promise<T>>();
  return (key, call) => {
    let get = loads.get(key);
    if (get === undefined) {
      get = remember((shared) => load(key, shared));
      loads.set(key, get);
    }
    return get(call);
  };
}

class SharedLoad<T> {
  readonly #controller = new AbortController();
  readonly #value: Promise<T>;
  #waiting = 0;
  #state: "loading" | "loaded" | "failed" = "loading";

  constructor(load: (call: Call) => Promise<T>) {
    this.#value = load({ signal: this.#controller.signal }).then(
      (value) => {
        this.#state = "loaded";
        return value;
      },
      (error: unknown) => {
        this.#state = "failed";
        throw error;
      },
    );
    // Whoever waits hears of a failure; when nobody waits any more it is no unhandled one.
    this.#value.catch(() => undefined);
  }

  /** True when nobody can get a value from this load any more. */
  get useless(): boolean {
    return this.#state === "failed" || this.#controller.signal.aborted;
  }

  async wait(signal: AbortSignal): Promise<T> {
    this.#waiting += 1;
    let stop: (() => void) | undefined;
    const canceled = new Promise<never>((_resolve, reject) => {
      stop = () => {
        reject(canceledError());
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([this.#value, canceled]);
    } finally {
      if (stop !== undefined) signal.removeEventListener("abort", stop);
      this.#waiting -= 1;
      if (this.#waiting === 0 && this.#state === "loading") this.#controller.abort();
    }
  }
}
