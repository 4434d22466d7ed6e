import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const { name, displayName, description, version, license, keywords } = manifest;

/** The program of the npm package and of every configuration that names it. */
export const [program = name] = Object.keys(manifest.bin);

/** What a release consists of; not in the repository. */
export const release = join(root, "release");
/** Where its parts are put together. */
export const staging = join(release, "staging");

/** A folder without what earlier runs left in it. */
export function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
