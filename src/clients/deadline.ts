/** The one limit on a request and its retries: the caller's signal or a timeout, whichever comes first. */

/** Counts from its making; `signal` aborts when it has passed or the caller cancels. */
export class Deadline {
  readonly timeoutMs: number;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #endsAt: number;
  readonly #onCancel = () => {
    this.#controller.abort();
  };

  /** Must be ended with `end()`, so that no timer and no listener stays behind. */
  constructor(caller: AbortSignal, timeoutMs: number) {
    this.timeoutMs = timeoutMs;
    this.#caller = caller;
    this.#endsAt = performance.now() + timeoutMs;
    this.#timer = setTimeout(this.#onCancel, timeoutMs);
    caller.addEventListener("abort", this.#onCancel, { once: true });
    if (caller.aborted) this.#onCancel();
  }

  /** Aborts at the timeout and when the caller cancels. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the signal aborted; undefined while it has not. The caller's word counts first. */
  get passed(): "canceled" | "timeout" | undefined {
    if (this.#caller.aborted) return "canceled";
    return this.signal.aborted ? "timeout" : undefined;
  }

  /** Milliseconds left of the timeout. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener("abort", this.#onCancel);
  }
}
