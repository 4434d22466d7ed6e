/** Measures in a real VS Code, by the programs of tools/vscode-e2e. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const LONGEST_MS = 600_000;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the program prints last, as JSON; null, and a line that says why, where there is no VS Code. */
export function runInVsCode(program, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", `tools/vscode-e2e/${program}`, ...args.map(String)],
    { cwd: root, encoding: "utf8", timeout: LONGEST_MS },
  );
  if (status !== 0) throw new Error(`${program} could not measure the extension: ${stderr}`);
  const measured = JSON.parse(stdout.trim().split("\n").at(-1));
  if (measured.leftOut === undefined) return measured;
  process.stdout.write(`LEFT OUT: ${program} in a real VS Code. ${measured.leftOut}\n`);
  return null;
}
