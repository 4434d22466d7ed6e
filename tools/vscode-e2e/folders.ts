import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** All that the tests in a real VS Code make; not in the repository. */
const made = join(root, ".vscode-test");

/** The suite for the extension host, as JavaScript. */
export const hostBundle = join(made, "host");
/** The extension as it is published. */
export const vsix = join(made, "coder-fleet.vsix");
/** Results, measurements and screenshots, kept for whoever reads the run. */
export const artefacts = join(made, "artefacts");

/** A folder without what earlier runs left in it. */
export function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
