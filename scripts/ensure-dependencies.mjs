/**
 * Installs the locked dependencies of the project, or of the folder given as an argument, when they are missing or
 * older than the lock file, so that a fresh clone needs no command before `npm test` or `npm run demo`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(join("..", process.argv[2] ?? ".", "/"), import.meta.url));
const lock = join(folder, "package-lock.json");
// npm writes this file last, so that it stands for a complete installation.
const installed = join(folder, "node_modules/.package-lock.json");

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  process.stderr.write(`Installing dependencies (npm ci) of ${process.argv[2] ?? "the project"}…\n`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
