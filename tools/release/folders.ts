import { join } from "node:path";
import manifest from "../../package.json";
import { root } from "../vscode-e2e/folders";

export const { name, displayName, description, version, license, keywords } = manifest;

/** Where the sources are published; releases are attached to its tags. */
export const repository = manifest.repository.url.replace(/\.git$/, "");

/** The program of the npm package and of every configuration that names it. */
export const [program = name] = Object.keys(manifest.bin);

/** What a release consists of; not in the repository. */
export const release = join(root, "release");
/** Where its parts are put together. */
export const staging = join(release, "staging");
