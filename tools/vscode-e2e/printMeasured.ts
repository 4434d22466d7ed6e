import type { SuiteResults } from "../../test/vscode/support/suiteResults";
import { NotInstalledError } from "./notInstalled";

/** Prints what was measured as one JSON line and ends; `{ leftOut: why }` where there is no VS Code. */
export async function printMeasured(measure: () => Promise<object>): Promise<never> {
  const said = await measure().catch((error: unknown) => {
    if (error instanceof NotInstalledError) return { leftOut: error.message };
    throw error;
  });
  process.stdout.write(`${JSON.stringify(said)}\n`);
  process.exit(0);
}

/** @throws Error that names the first test that did not pass: what it measured is worth nothing */
export function checkPassed({ tests }: SuiteResults): void {
  const failed = tests.find(({ state }) => state !== "passed");
  if (failed !== undefined) throw new Error(`${failed.title}: ${failed.error ?? failed.state}`);
}
