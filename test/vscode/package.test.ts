import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/vscode-e2e/folders";
import { packageExtension } from "../../tools/vscode-e2e/packageExtension";

/** What may be in a package: bundles, pictures, words. No sources, maps, tests or settings of tools. */
const BELONGS = [
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^dist\/[\w.]+\.(js|css)$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^media\/[\w./-]+\.(png|svg|webp|md|json)$/,
];

/** What the extension starts or shows without naming it in package.json. */
const NEEDED = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "package.nls.json",
  "dist/embedded.js",
  "dist/services.js",
];

/** More would slow every installation down. */
const MOST_BYTES = 1_000_000;

describe("the package of the extension", function () {
  // Packaging looks through every file for secrets.
  this.timeout(300_000);

  let content: readonly string[];
  before(() => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [join(root, "node_modules/@vscode/vsce/vsce"), "ls", "--no-dependencies"],
      { cwd: root, encoding: "utf8", timeout: 300_000 },
    );
    assert.equal(status, 0, stderr);
    content = stdout.trim().split("\n");
  });

  it("is made without a warning and stays below 1 MB", () => {
    const folder = mkdtempSync(join(tmpdir(), "coder-fleet-package-"));
    try {
      const { size } = statSync(packageExtension(join(folder, "coder-fleet.vsix")));
      assert.ok(size < MOST_BYTES, `${size} bytes`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has nothing in it that does not belong", () => {
    const strangers = content.filter((path) => !BELONGS.some((pattern) => pattern.test(path)));
    assert.deepEqual(strangers, []);
  });

  it("has all in it that package.json names, and what is started from there", () => {
    const manifest = readFileSync(join(root, "package.json"), "utf8");
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[^"*]+\.\w+)"/g)].map(
      ([, path = ""]) => path,
    );
    assert.ok(named.includes("dist/extension.js"), named.join(", "));
    const missing = [...named, ...NEEDED].filter((path) => !content.includes(path));
    assert.deepEqual(missing, []);
  });
});
