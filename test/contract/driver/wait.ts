import { setTimeout as delay } from "node:timers/promises";

/** Asks again every `everyMs` until the answer is yes; false when the time is up. All in milliseconds. */
export async function waitUntil(
  limitMs: number,
  condition: () => Promise<boolean>,
  everyMs = 10,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await delay(everyMs);
  }
  return true;
}
