/**
 * `tsx tools/vscode-e2e/measure.ts ROUNDS`: runs the tests of the extension host that measure something, in a fresh VS
 * Code each time, and prints one JSON line: `{ vsix_bytes, rounds: [{ name: number }] }`, or `{ leftOut: why }` where
 * there is no VS Code.
 */
import { statSync } from "node:fs";
import { install } from "./installation";
import { NotInstalledError } from "./notInstalled";
import { packageExtension } from "./packageExtension";
import { runHostSuite } from "./runHostSuite";

/** What the titles of those tests hold. */
const MEASURING = "measured";

async function measure(rounds: number): Promise<object> {
  const installation = install();
  const measured: unknown[] = [];
  while (measured.length < rounds) {
    const { tests, measurements } = await runHostSuite(installation, MEASURING);
    const failed = tests.find(({ state }) => state !== "passed");
    if (failed !== undefined) throw new Error(`${failed.title}: ${failed.error ?? failed.state}`);
    measured.push(measurements);
  }
  return { vsix_bytes: statSync(packageExtension()).size, rounds: measured };
}

const said = await measure(Number(process.argv[2])).catch((error: unknown) => {
  if (error instanceof NotInstalledError) return { leftOut: error.message };
  throw error;
});
process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
