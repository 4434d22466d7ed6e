import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, vsix } from "./folders";

/**
 * Packages the built extension of a folder as it is published; answers the package's path.
 * @throws Error where vsce refuses or warns
 */
export function packageExtension(to = vsix, folder = root): string {
  mkdirSync(dirname(to), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules/@vscode/vsce/vsce"), "package", "--no-dependencies", "--out", to],
    { cwd: folder, encoding: "utf8", timeout: 300_000 },
  );
  const said = `${stdout}${stderr}`;
  if (status !== 0 || said.includes("WARNING")) throw new Error(`vsce package: ${said}`);
  return to;
}
