import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

/** How long something may take, in milliseconds: far longer than it does on a busy machine. */
const LIMIT_MS = 15_000;

/** Asks every few milliseconds until the answer is as wanted; fails with the last answer where it never is. */
export async function until<T>(ask: () => T | Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    assert.ok(Date.now() < end, `it did not happen: ${JSON.stringify(answer).slice(0, 500)}`);
    await delay(10);
  }
}
