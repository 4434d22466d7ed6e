import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./folders";
import { packageExtension } from "./packageExtension";

/** Packages the extension and runs the suite of test/vscode/ui on it; answers whether all passed. */
export async function runUiSuite(only?: string): Promise<boolean> {
  packageExtension();
  const mocha = spawn(
    process.execPath,
    [
      join(root, "node_modules/mocha/bin/mocha.js"),
      ...["--no-config", "--import=tsx", "--enable-source-maps", "--forbid-only"],
      ...["--timeout", "120000", "--slow", "30000"],
      ...["--require", "test/vscode/ui/setup.ts"],
      ...(only === undefined ? [] : ["--fgrep", only]),
      "test/vscode/ui/**/*.test.ts",
    ],
    { cwd: root, stdio: "inherit" },
  );
  await once(mocha, "exit");
  return mocha.exitCode === 0;
}
