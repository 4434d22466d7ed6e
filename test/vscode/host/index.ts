/** The suite in the extension host. VS Code calls `run`; whoever started VS Code reads the results file. */
import Mocha from "mocha";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "vscode";
import type { HostResults } from "../support/hostContract";
import { runSuite } from "../support/suiteResults";
import { measured } from "./measurements";
import { orders } from "./orders";

/** Longest test, in milliseconds; much of it is for computers that do other things too. */
const LONGEST_TEST_MS = 120_000;

/** Runs every test of this folder. @throws Error when not all of them passed */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: LONGEST_TEST_MS, retries: 2, forbidOnly: true, reporter: "min" });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".test.js")) mocha.addFile(join(__dirname, name));
  }
  if (orders.only !== "") mocha.fgrep(orders.only);
  const suite = await runSuite(mocha);
  const results: HostResults = { vscode: version, ...suite, ...measured() };
  writeFileSync(orders.results, JSON.stringify(results, null, 2));
  const failed = suite.tests.filter(({ state }) => state === "failed").length;
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
