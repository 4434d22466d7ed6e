/** A signal that aborts with its parent or after a time limit, whichever comes first. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** Whether the limit, not the parent, ended it. */
  timedOut(): boolean;
  /** Stops the clock and lets go of the parent. */
  release(): void;
}

/** @param limitMs in milliseconds */
export function limitedSignal(parent: AbortSignal, limitMs: number): LimitedSignal {
  const controller = new AbortController();
  let timedOut = false;
  const cancel = (): void => {
    controller.abort();
  };
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, limitMs);
  if (parent.aborted) cancel();
  parent.addEventListener("abort", cancel, { once: true });
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    release() {
      clearTimeout(timer);
      parent.removeEventListener("abort", cancel);
    },
  };
}
