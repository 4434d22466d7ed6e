import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { inspect } from "node:util";

/**
 * Asks every few milliseconds until the answer is as wanted; fails with the last answer where it never is.
 * @param limitMs how long it may take, in milliseconds: far longer than it does on a busy machine
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  wanted: (answer: T) => boolean,
  limitMs = 15_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) assert.fail(`it did not happen: ${inspect(answer).slice(0, 500)}`);
    await delay(10);
  }
}
