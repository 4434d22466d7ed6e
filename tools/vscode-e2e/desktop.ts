/**
 * `npm run test:desktop`: the suite of the extension host in a downloaded desktop VS Code, which needs a display.
 * An argument names its version (`stable`, `insiders`, `1.105.0`).
 */
import { runTests, TestRunFailedError } from "@vscode/test-electron";
import { join } from "node:path";
import { hostBundle, root } from "./folders";
import { environmentFor, withOrders } from "./hostOrders";
import { reportResults } from "./reportResults";

const [version = "stable"] = process.argv.slice(2);

const results = await withOrders("", async (orders) => {
  try {
    return await runTests({
      version,
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
process.exitCode = reportResults(`Extension host of VS Code ${results.vscode}`, results) ? 0 : 1;
