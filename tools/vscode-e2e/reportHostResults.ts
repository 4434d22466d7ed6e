import type { HostResults } from "../../test/vscode/support/hostContract";

/** Prints how the suite in the extension host went; answers whether all of it passed. */
export function reportHostResults({ vscode, planned, tests }: HostResults): boolean {
  const inState = (state: HostResults["tests"][number]["state"]): HostResults["tests"] =>
    tests.filter((test) => test.state === state);
  for (const { title, error } of inState("failed")) process.stdout.write(`\n  ✖ ${title}\n${error ?? ""}\n`);
  const passed = inState("passed").length;
  process.stdout.write(`Extension host of VS Code ${vscode}: ${passed} of ${planned} tests passed\n`);
  for (const { title } of inState("skipped")) process.stdout.write(`  skipped: ${title}\n`);
  return passed === planned;
}
