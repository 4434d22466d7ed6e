/** Fleet MCP, the peer we compare with, in a Python environment of its own below the ignored `tmp/`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "0.8.0";
const folder = fileURLToPath(new URL(`../../tmp/fleet-mcp-${VERSION}`, import.meta.url));
const programs = join(folder, process.platform === "win32" ? "Scripts" : "bin");

/** The peer as a command for `startMcp`. */
export const peer = { name: `Fleet MCP ${VERSION}`, command: join(programs, "setup-fleet-mcp"), args: [] };

export const peerInstalled = () => existsSync(peer.command);

/** Installs the peer once. @throws when Python or the package cannot be had */
export function installPeer() {
  if (peerInstalled()) return;
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`Installing ${peer.name} into ${folder}…\n`);
  run("python3", ["-m", "venv", folder]);
  run(join(programs, "python"), ["-m", "pip", "install", "--quiet", `setup-fleet-mcp==${VERSION}`]);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
}
