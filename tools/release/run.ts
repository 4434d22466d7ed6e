import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Runs a program to its end. @throws Error with all it said where it failed */
export function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    encoding: "utf8",
    timeout: 180_000,
    shell: process.platform === "win32",
  });
  if (status !== 0)
    throw new Error(`${[command, ...args].join(" ")}: ${error?.message ?? `${stdout}${stderr}`}`);
  return `${stdout}${stderr}`;
}

/** Runs the official packer of MCP bundles, installed into this folder when it is first needed. */
export function mcpb(...args: readonly string[]): string {
  const packer = join(folder, "node_modules/@anthropic-ai/mcpb/dist/cli/cli.js");
  if (!existsSync(packer)) run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  return run(process.execPath, [packer, ...args], folder);
}
