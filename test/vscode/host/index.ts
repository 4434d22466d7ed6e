/** The suite in the extension host. VS Code calls `run`; whoever started VS Code reads the results file. */
import Mocha from "mocha";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "vscode";
import type { HostResults } from "../support/hostContract";
import { orders } from "./orders";

/** Runs every test of this folder. @throws Error when one failed */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 20_000, forbidOnly: true, reporter: "min" });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".test.js")) mocha.addFile(join(__dirname, name));
  }
  if (orders.only !== "") mocha.fgrep(orders.only);
  const tests: HostResults["tests"] = [];
  let planned = 0;
  const failures = await new Promise<number>((resolve) => {
    const note = (
      test: Mocha.Runnable,
      state: HostResults["tests"][number]["state"],
      error?: Error,
    ): void => {
      tests.push({
        file: test.file ?? "",
        title: test.fullTitle(),
        state,
        milliseconds: test.duration ?? 0,
        ...(error === undefined ? {} : { error: error.stack ?? error.message }),
      });
    };
    const runner = mocha.run(resolve);
    planned = runner.total;
    runner
      .on("pass", (test) => {
        note(test, "passed");
      })
      .on("fail", (test, error: Error) => {
        note(test, "failed", error);
      })
      .on("pending", (test) => {
        note(test, "skipped");
      });
  });
  const results: HostResults = { vscode: version, planned, tests };
  writeFileSync(orders.results, JSON.stringify(results, null, 2));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
