import type { SuiteResults } from "../../test/vscode/support/suiteResults";

/** Prints how a suite went; answers whether all of it ran and passed. */
export function reportResults(suite: string, { planned, tests }: SuiteResults): boolean {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
  for (const { title, state, error, earlierErrors } of tests) {
    if (state === "failed") say(`\n  ✖ ${title}\n${error ?? ""}`);
    if (state === "skipped") say(`  skipped: ${title}`);
    if (earlierErrors.length > 0) {
      say(
        `  needed another attempt: ${title}\n${earlierErrors.map((each) => `    ${firstLine(each)}`).join("\n")}`,
      );
    }
  }
  const passed = tests.filter(({ state }) => state === "passed").length;
  say(`${suite}: ${passed} of ${planned} tests passed`);
  return passed === planned;
}
