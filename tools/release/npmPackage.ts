import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json";
import { emptyFolder } from "../vscode-e2e/folders";
import { description, keywords, license, name, program, release, staging, version } from "./folders";
import { MCP_NAME } from "./registryEntry";
import { run } from "./run";
import { copyPages, copyServer } from "./serverFiles";

/**
 * The npm package: the bundles and the program, without dependencies, because everything is bundled.
 * @returns its path
 */
export function packNpm(): string {
  const folder = emptyFolder(join(staging, "npm"));
  copyServer(join(folder, "dist"));
  copyPages(folder);
  chmodSync(join(folder, "dist/server.js"), 0o755);
  const published = {
    name,
    version,
    description,
    license,
    keywords,
    repository: manifest.repository,
    // The registry of MCP servers takes the package only where this names its entry.
    mcpName: MCP_NAME,
    bin: { [program]: "dist/server.js" },
    files: ["dist", "CHANGELOG.md"],
    engines: { node: manifest.engines.node },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  run("npm", ["pack", "--silent", "--pack-destination", release], folder);
  return join(release, `${name}-${version}.tgz`);
}
