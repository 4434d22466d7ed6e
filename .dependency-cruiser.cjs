/**
 * The layers of the architecture, as rules: {tools, vscode, cli} -> services -> repositories -> clients;
 * mcp -> tools and services; models may be used by all and use nothing.
 */
const layer = (name, allowed) => ({
  name: `layer-${name}`,
  severity: "error",
  comment: `src/${name} may import only itself, ${allowed.join(", ")} and packages.`,
  from: { path: `^src/${name}/` },
  to: { path: "^src/", pathNot: `^src/(${[name, ...allowed].join("|")})/` },
});

module.exports = {
  forbidden: [
    layer("models", []),
    layer("clients", ["models"]),
    layer("repositories", ["models", "clients"]),
    layer("services", ["models", "repositories"]),
    layer("tools", ["models", "services"]),
    layer("mcp", ["models", "services", "tools"]),
    layer("vscode", ["models", "services"]),
    layer("webview", ["models"]),
    layer("cli", ["models", "services"]),
    layer("embedded", []),
    {
      name: "vscode-module-only-in-vscode",
      severity: "error",
      from: { pathNot: "^(src/vscode/|src/extension\\.ts|test/vscode/)" },
      to: { path: "^vscode$" },
    },
    {
      name: "embedded-is-started-as-a-process",
      severity: "error",
      from: { pathNot: "^(src/embedded/|src/embedded\\.ts|test/embedded/)" },
      to: { path: "^src/embedded(/|\\.ts)" },
    },
    {
      name: "contract-driver-knows-no-answers",
      severity: "error",
      comment: "What plays the recorded requests must not see what was answered to them.",
      from: { path: "^test/contract/(driver|chats)/" },
      to: {
        path: "^test/contract/(recordings/folder|compare/(answer|socket)|knownDifferences|contract)\\.ts$",
      },
    },
    {
      name: "contract-driver-reads-no-recordings",
      severity: "error",
      comment: "Of a recording it knows the type of its request only.",
      from: { path: "^test/contract/(driver|chats)/" },
      to: { path: "^test/contract/recordings/", dependencyTypesNot: ["type-only"] },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      // The bundler puts two of them in the place of other modules (esbuild.mjs); css.d is for the compiler.
      from: { orphan: true, path: "^src/", pathNot: "(sdkShims|noPacProxy|css\\.d)\\.ts$" },
      to: {},
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^vscode$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    // Types only: nothing of it is there at run time. The build script: `import "esbuild"` would be taken for it.
    exclude: { path: "\\.json$|^esbuild\\.mjs$" },
  },
};
