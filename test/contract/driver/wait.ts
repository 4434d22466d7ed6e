import { setTimeout as delay } from "node:timers/promises";

/** Asks again every few milliseconds until the answer is yes; false when the time is up. */
export async function waitUntil(limitMs: number, condition: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await delay(10);
  }
  return true;
}
