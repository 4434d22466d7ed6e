/** The suite that drives the packaged extension in a browser. */
import Mocha from "mocha";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../tools/vscode-e2e/folders";
import { runSuite, type SuiteResults } from "../support/suiteResults";
import { start, stop } from "./setup";

const folder = join(root, "test/vscode/ui");
/** Longest test, in milliseconds: several interactions of which each is tried again. */
const LONGEST_TEST_MS = 300_000;

/** Runs every test of this folder, or those whose title holds `only`. */
export async function run(only = ""): Promise<SuiteResults> {
  const mocha = new Mocha({ timeout: LONGEST_TEST_MS, retries: 2, forbidOnly: true, reporter: "spec" });
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".test.ts")) mocha.addFile(join(folder, name));
  }
  if (only !== "") mocha.fgrep(only);
  await start();
  try {
    return await runSuite(mocha);
  } finally {
    await stop();
  }
}
