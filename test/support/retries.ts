/**
 * Every test may run a second time, because shared machines stall; each that needed it is named at the end, so
 * that a test that only sometimes holds is seen and mended.
 */
import type { Context } from "mocha";

const again: string[] = [];

export const mochaHooks = {
  afterEach(this: Context): void {
    const test = this.currentTest;
    // mocha does not tell its types of the count of attempts before this one.
    const attempts: unknown = test === undefined ? 0 : Reflect.get(test, "_currentRetry");
    if (test?.isPassed() === true && typeof attempts === "number" && attempts > 0)
      again.push(test.fullTitle());
  },
  afterAll(): void {
    for (const title of again) process.stdout.write(`\n  passed at the second attempt: ${title}\n`);
  },
};
