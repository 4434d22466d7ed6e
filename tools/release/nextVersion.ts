/**
 * `npm run changeset:version`: turns the changesets into the next version and its section of CHANGELOG.md, and
 * takes the version over where it is written down besides package.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { root } from "../vscode-e2e/folders";
import { run } from "./run";

const versioned = z.object({ version: z.string() });
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const currentVersion = () => versioned.parse(JSON.parse(read("package.json"))).version;

const before = currentVersion();
const changesets = fileURLToPath(new URL("node_modules/@changesets/cli/bin.js", import.meta.url));
process.stdout.write(run(process.execPath, [changesets, "version"], root));
const version = currentVersion();

/** Replaces the version in a file, up to a word behind which versions of others stand. */
function takeOver(file: string, line: (version: string) => string, end?: string): void {
  const text = read(file);
  const own = end === undefined ? text.length : text.indexOf(end);
  const changed = text.slice(0, own).replaceAll(line(before), line(version));
  writeFileSync(join(root, file), changed + text.slice(own));
}

takeOver("package-lock.json", (one) => `"version": "${one}"`, '"dependencies"');
takeOver("deploy/kubernetes.yaml", (one) => `coder-fleet-mcp:${one}`);
run(
  process.execPath,
  [join(root, "node_modules/prettier/bin/prettier.cjs"), "--write", "CHANGELOG.md", "package.json"],
  root,
);
process.stdout.write(version === before ? "No changesets, no new version.\n" : `${before} → ${version}\n`);
