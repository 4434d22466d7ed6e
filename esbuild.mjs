/** Builds the entry points of DESIGN 4 as CommonJS bundles. `--watch` rebuilds on change. */
import { build, context } from "esbuild";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { leaveOutSpecTypes } from "./scripts/leave-out-spec-types.mjs";

const watch = process.argv.includes("--watch");

/** The server's bundle, which `dist/server.js` runs with this code cache. */
const SERVER = { bundle: "dist/server.main.js", cache: "dist/server.main.cache" };

/**
 * `import("…/late")` of services, cli, mcp/http and mcp/telemetry load bundles of their own: reading what talks to
 * deployments, or what the server never needs, would take longer than everything else at a start.
 * @type {import("esbuild").Plugin}
 */
const loadLate = {
  name: "load-late",
  setup({ onResolve }) {
    onResolve({ filter: /\/(services|cli|http|telemetry)\/late$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: `./${path.split("/").at(-2)}.js`, external: true } : undefined,
    );
  },
};

/** @type {import("esbuild").BuildOptions} */
const options = {
  entryPoints: {
    extension: "src/extension.ts",
    server: "src/launcher.ts",
    "server.main": "src/server.ts",
    demo: "src/cli/demo/main.ts",
    services: "src/services/late.ts",
    cli: "src/cli/late.ts",
    http: "src/mcp/http/late.ts",
    telemetry: "src/mcp/telemetry/late.ts",
    embedded: "src/embedded.ts",
  },
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: !watch,
  sourcemap: "linked",
  sourcesContent: false,
  // `vscode` exists only inside the editor; node-pty is native and loaded only where it is installed.
  external: ["vscode", "@lydell/node-pty"],
  alias: {
    "@modelcontextprotocol/server/_shims": "./src/mcp/sdkShims.ts",
    "pac-proxy-agent": "./src/clients/noPacProxy.ts",
    // Its other form finds its own files in a way no bundler follows.
    "jsonc-parser": "jsonc-parser/lib/esm/main.js",
  },
  plugins: [loadLate, leaveOutSpecTypes],
  // What is loaded from another bundle is loaded as CommonJS: the extension host knows it everywhere.
  supported: { "dynamic-import": false },
  logLevel: "warning",
};

/** The dashboard's page, which runs in a browser. @type {import("esbuild").BuildOptions} */
const page = {
  entryPoints: { dashboard: "src/webview/dashboard.ts" },
  outdir: "dist",
  bundle: true,
  platform: "browser",
  target: "es2022",
  format: "iife",
  minify: !watch,
  logLevel: "warning",
};

// A cache of another bundle would be refused at best.
rmSync(SERVER.cache, { force: true });
if (watch) {
  for (const each of [options, page]) await (await context(each)).watch();
} else {
  await Promise.all([build(options), build(page)]);
  signBundle();
  writeCodeCache();
}

/**
 * Ends the bundle with the hash of its content. V8 compares only the length of a source with its cache, so the
 * launcher compares this.
 */
function signBundle() {
  const hash = createHash("sha256").update(readFileSync(SERVER.bundle)).digest("hex");
  appendFileSync(SERVER.bundle, `//# sha256=${hash}`);
}

/** Runs the server through the first messages of a client, so that what it compiled for them is cached. */
function writeCodeCache() {
  const messages = [
    {
      id: 1,
      method: "initialize",
      params: {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "build", version: "0" },
      },
    },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/list" },
  ];
  const { status, stderr } = spawnSync(
    process.execPath,
    ["scripts/code-cache.mjs", SERVER.bundle, SERVER.cache],
    {
      input: messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
      env: { CODER_URL: "http://127.0.0.1", CODER_SESSION_TOKEN: "build" },
      timeout: 20_000,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`The code cache could not be made: ${stderr.slice(0, 500)}`);
}
