import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode-e2e/folders";

/** Bundles that only the extension loads. */
const OF_THE_EXTENSION: ReadonlySet<string> = new Set(["extension.js", "services.js", "dashboard.js"]);

/** Copies the built server with everything it loads, and nothing of the extension, into a folder. */
export function copyServer(folder: string): void {
  const built = join(root, "dist");
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(built)) {
    if (file.endsWith(".js") && !OF_THE_EXTENSION.has(file)) cpSync(join(built, file), join(folder, file));
  }
}

/** Copies the pages that every package carries. */
export function copyPages(folder: string): void {
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE"]) cpSync(join(root, file), join(folder, file));
}
