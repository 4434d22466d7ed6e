/** Builds the three entry points of DESIGN 4 as CommonJS bundles. `--watch` rebuilds on change. */
import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const options = {
  entryPoints: {
    extension: "src/extension.ts",
    server: "src/server.ts",
    embedded: "src/embedded.ts",
  },
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: !watch,
  keepNames: true,
  sourcemap: "linked",
  sourcesContent: false,
  // `vscode` exists only inside the editor; node-pty is native and loaded only where it is installed.
  external: ["vscode", "@lydell/node-pty"],
  logLevel: "warning",
};

if (watch) {
  await (await context(options)).watch();
} else {
  await build(options);
}
