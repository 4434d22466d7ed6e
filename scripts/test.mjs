/** `npm test`: installs what is missing, builds, and runs every check. The first failure ends it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const steps = [
  ["ensure", "dependencies"],
  ["build", "bundles"],
  ["check:format", "formatting (prettier)"],
  ["check:types", "types (tsc)"],
  ["check:lint", "lint (eslint)"],
  ["check:layers", "layers (dependency-cruiser)"],
  ["check:unused", "unused code (knip)"],
  ["check:docs", "generated documentation"],
  ["test:run", "tests (mocha with coverage)"],
  ["conformance", "MCP's conformance suite and inspector"],
  ["test:release", "packages of a release, each started"],
  ["test:vscode", "tests in a real VS Code"],
];

for (const [script, title] of steps) {
  const started = Date.now();
  process.stdout.write(`\n▶ ${title}\n`);
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.stdout.write(`✖ ${title} failed (npm run ${script})\n`);
    process.exit(status ?? 1);
  }
  process.stdout.write(`✔ ${title} ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
