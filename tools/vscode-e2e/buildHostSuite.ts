import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, hostBundle, root } from "./folders";

/** Bundles the suite of test/vscode/host for the extension host. */
export async function buildHostSuite(): Promise<void> {
  const sources = join(root, "test/vscode/host");
  const files = readdirSync(sources).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["index.ts", ...files].map((name) => join(sources, name)),
    outdir: emptyFolder(hostBundle),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}
