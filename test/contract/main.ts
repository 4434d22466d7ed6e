/** `npm run contract -- DIR [--speed N] [--only TEXT]`: exit 0 only when everything in scope matches. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkContract } from "./contract";
import { knownDifferences } from "./knownDifferences";
import { readFolder } from "./recordings/folder";
import { holds, lineOf, summary, totalsOf } from "./report";

const fixtures = resolve(import.meta.dirname, "../fixtures/recordings");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: "string", default: "10" },
      only: { type: "string", default: "" },
    },
  });
  const directory = resolve(positionals[0] ?? fixtures);
  const folder = readFolder(directory);
  const outcomes = await checkContract(folder, {
    speed: Number(values.speed),
    known: knownDifferences,
    ...(directory === fixtures ? {} : { context: readFolder(fixtures) }),
  });
  for (const outcome of outcomes) {
    if (outcome.file.includes(values.only)) process.stdout.write(`${lineOf(outcome)}\n`);
  }
  const totals = totalsOf(outcomes);
  process.stdout.write(`${summary(totals)}\n`);
  process.exitCode = holds(totals) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
