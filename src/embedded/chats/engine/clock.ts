import type { Timers } from "../../state/timers";

/** Waits milliseconds of a real deployment. Rejects with the signal's reason when it is called off. */
export function sleep(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      cancel();
      reject(reasonOf(signal));
    };
    const cancel = timers.after(ms, () => {
      signal.removeEventListener("abort", fail);
      resolve();
    });
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

/** Waits until `isTrue`, looked at anew at each change of the topic. */
export function until(
  topics: { subscribe(id: string, listener: () => void): () => void },
  topic: string,
  signal: AbortSignal,
  isTrue: () => boolean,
): Promise<void> {
  if (isTrue()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const leave = topics.subscribe(topic, () => {
      if (!isTrue()) return;
      leave();
      signal.removeEventListener("abort", fail);
      resolve();
    });
    const fail = () => {
      leave();
      reject(reasonOf(signal));
    };
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error("aborted");
}
