/**
 * `npm run release -- --dry-run`: every package of one version, each started and asked for the fleet of an embedded
 * deployment, with checksums and notes. Publishing needs rights that no script should hold: without `--dry-run` the
 * commands for it are printed.
 */
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startEmbedded } from "../../src/services/embeddedProcess";
import { packageExtension } from "../vscode-e2e/packageExtension";
import { packAgentPlugin } from "./agentPlugin";
import { installedNpm, listAgents, unpackedBundle, unpackedExtension, unpackedPlugin } from "./checks";
import { emptyFolder, root } from "../vscode-e2e/folders";
import { name, release, staging, version } from "./folders";
import { packMcpBundle } from "./mcpBundle";
import { releaseNotes } from "./notes";
import { packNpm } from "./npmPackage";
import { writeRegistryEntry } from "./registryEntry";

const AGENTS = 3;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  emptyFolder(release);
  const vsix = join(release, `${name}-${version}.vsix`);
  copyFileSync(packageExtension(), vsix);
  const npm = packNpm();
  const bundle = packMcpBundle();
  const { archive: plugin } = packAgentPlugin();
  const entry = writeRegistryEntry(bundle);

  const deployment = await startEmbedded(join(root, "dist/embedded.js"), [
    "--port",
    "0",
    "--agents",
    String(AGENTS),
  ]);
  try {
    for (const [file, starts] of [
      [vsix, [unpackedExtension(vsix)]],
      [npm, [installedNpm(npm)]],
      [bundle, [unpackedBundle(bundle)]],
      [plugin, unpackedPlugin(plugin)],
    ] as const) {
      for (const start of starts) {
        const count = await listAgents(start, deployment);
        if (count === 0) throw new Error(`${basename(file)} started but listed nobody`);
        say(
          `✔ ${basename(file)} (${String(Math.round(statSync(file).size / 1024))} KB) lists ${String(count)} agents`,
        );
      }
    }
  } finally {
    await deployment.stop();
  }
  rmSync(staging, { recursive: true });

  const files = [vsix, npm, bundle, plugin, entry];
  writeFileSync(join(release, "SHA256SUMS"), files.map(checksum).join(""));
  writeFileSync(join(release, "NOTES.md"), releaseNotes(version));
  say(`\n${String(files.length)} files of version ${version}, SHA256SUMS and NOTES.md are in release/.`);
  if (!process.argv.includes("--dry-run")) {
    say("To publish them, with the rights for it:");
    for (const command of [
      `npx vsce publish --packagePath release/${basename(vsix)}`,
      `npx ovsx publish release/${basename(vsix)}`,
      `npm publish release/${basename(npm)}`,
      `gh release create v${version} --notes-file release/NOTES.md ${files.map((file) => `release/${basename(file)}`).join(" ")} release/SHA256SUMS`,
      `mcp-publisher publish release/${basename(entry)}`,
    ]) {
      say(`  ${command}`);
    }
  }
}

/** A line as `sha256sum --check` reads it. */
function checksum(file: string): string {
  return `${createHash("sha256").update(readFileSync(file)).digest("hex")}  ${basename(file)}\n`;
}

await main();
