import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const packer = join(folder, "node_modules/@anthropic-ai/mcpb/dist/cli/cli.js");

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

/** Runs the official packer of MCP bundles. */
export function mcpb(...args: readonly string[]): string {
  return run(process.execPath, [packer, ...args], folder);
}
