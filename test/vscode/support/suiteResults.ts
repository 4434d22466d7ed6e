/** How the tests of a suite went, as it is written down beside the screenshots. */
import type Mocha from "mocha";
import * as z from "zod";

const testResult = z.object({
  title: z.string(),
  state: z.enum(["passed", "failed", "skipped"]),
  milliseconds: z.number(),
  error: z.string().optional(),
  /** What went wrong at the attempts before this one. */
  earlierErrors: z.array(z.string()),
});

export const suiteResults = z.object({
  /** Tests that were found, before any ran. */
  planned: z.number(),
  tests: z.array(testResult),
});
export type SuiteResults = z.infer<typeof suiteResults>;

/** Runs what was added to mocha. */
export function runSuite(mocha: Mocha): Promise<SuiteResults> {
  const tests: SuiteResults["tests"] = [];
  const errors = new Map<string, string[]>();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({ planned, tests });
    });
    const planned = runner.total;
    const note = (test: Mocha.Runnable, state: "passed" | "failed" | "skipped", error?: Error): void => {
      const title = test.fullTitle();
      tests.push({
        title,
        state,
        milliseconds: test.duration ?? 0,
        ...(error === undefined ? {} : { error: textOf(error) }),
        earlierErrors: errors.get(title) ?? [],
      });
    };
    runner
      .on("pass", (test) => {
        note(test, "passed");
      })
      .on("fail", (test, error: Error) => {
        note(test, "failed", error);
      })
      .on("pending", (test) => {
        note(test, "skipped");
      })
      .on("retry", (test: Mocha.Test, error: Error) => {
        const title = test.fullTitle();
        errors.set(title, [...(errors.get(title) ?? []), textOf(error)]);
      });
  });
}

function textOf(error: Error): string {
  return error.stack ?? error.message;
}
