/**
 * `tsx tools/vscode-e2e/measure.ts ROUNDS`: runs the tests of the extension host that measure something, in a fresh VS
 * Code each time, and prints one JSON line: `{ vsix_bytes, rounds: [{ name: number }] }`, or `{ leftOut: why }` where
 * there is no VS Code.
 */
import { statSync } from "node:fs";
import { install } from "./installation";
import { packageExtension } from "./packageExtension";
import { checkPassed, printMeasured } from "./printMeasured";
import { runHostSuite } from "./runHostSuite";

/** What the titles of those tests hold. */
const MEASURING = "measured";

await printMeasured(async () => {
  const installation = install();
  const rounds: unknown[] = [];
  while (rounds.length < Number(process.argv[2])) {
    const results = await runHostSuite(installation, { only: MEASURING });
    checkPassed(results);
    rounds.push(results.measurements);
  }
  return { vsix_bytes: statSync(packageExtension()).size, rounds };
});
