/**
 * `npm run test:desktop`: the suite of the extension host in a downloaded desktop VS Code, which needs a display.
 * An argument names its version (`stable`, `insiders`, `1.105.0`).
 */
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from "@vscode/test-electron";
import { join } from "node:path";
import { hostBundle, root } from "./folders";
import { FUNCTIONS } from "./hostSuites";
import { environmentFor, withOrders } from "./hostOrders";
import { NotInstalledError } from "./notInstalled";
import { reportResults } from "./reportResults";

const [version = "stable"] = process.argv.slice(2);

async function main(): Promise<boolean> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode(version).catch((error: unknown) => {
    throw new NotInstalledError(
      `VS Code ${version} could not be downloaded: ${error instanceof Error ? error.message : String(error)}. ` +
        "`npm run test:vscode -- host` runs the same tests without that download.",
    );
  });
  const results = await withOrders(FUNCTIONS, "", async (orders) => {
    try {
      return await runTests({
        vscodeExecutablePath,
        extensionDevelopmentPath: root,
        extensionTestsPath: join(hostBundle, "index"),
        extensionTestsEnv: environmentFor(orders),
        launchArgs: ["--disable-extensions", "--skip-welcome", "--disable-workspace-trust"],
      });
    } catch (error) {
      if (error instanceof TestRunFailedError) return error.code ?? 1;
      throw error;
    }
  });
  return reportResults(`Extension host of VS Code ${results.vscode}`, results);
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    const known = error instanceof NotInstalledError;
    process.stderr.write(`${known ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
