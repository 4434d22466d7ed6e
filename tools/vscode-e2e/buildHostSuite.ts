import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, hostBundle, root } from "./folders";

/** Bundles the suite of a folder of test/vscode for the extension host. */
export async function buildHostSuite(name: string): Promise<void> {
  const sources = join(root, "test/vscode");
  const tests = readdirSync(join(sources, name)).filter((file) => file.endsWith(".test.ts"));
  await build({
    entryPoints: [join(sources, "host/index.ts"), ...tests.map((file) => join(sources, name, file))],
    entryNames: "[name]",
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
