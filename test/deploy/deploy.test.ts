/** The files in deploy/ name what there is: flags, variables, files, ports and paths. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { readCommandLine } from "../../src/cli/commandLine";
import { HTTP_SETTINGS } from "../../src/services/configuration/httpSettings";
import { settingRows } from "../../src/services/configuration/settings";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (name: string): string => readFileSync(join(ROOT, "deploy", name), "utf8");
const containerfile = read("Containerfile");
const unit = read("coder-fleet-mcp.service");
const kubernetes = read("kubernetes.yaml");

/** The first group of each match. */
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, group = ""]) => group);
const jsonList = (text: string | undefined): readonly string[] =>
  z.array(z.string()).parse(JSON.parse(text ?? "null"));

/** What each file starts, as arguments of the server. */
const STARTED: readonly (readonly [file: string, args: readonly string[]])[] = [
  ["Containerfile", jsonList(/^CMD (.+)$/mu.exec(containerfile)?.[1])],
  ["coder-fleet-mcp.service", /^ExecStart=\S+ \S+server\.js (.+)$/mu.exec(unit)?.[1]?.split(" ") ?? []],
  ["kubernetes.yaml", all(/args:\n((?: +- .+\n)+)/u.exec(kubernetes)?.[1] ?? "", /- (\S+)/gu)],
];

describe("deploy/", () => {
  for (const [file, args] of STARTED) {
    it(`${file} starts the HTTP server with flags there are, for others only with --auth`, () => {
      const { command, settings } = readCommandLine(args);
      assert.equal(command, "http");
      assert.equal(settings.port?.value, HTTP_SETTINGS.port.default);
      assert.ok(["token", "tokens", "coder"].includes(settings.auth?.value ?? ""));
    });
  }

  it("names only variables that are read", () => {
    const known = new Set<string>(settingRows().flatMap(([, { environment }]) => environment));
    for (const text of [containerfile, unit, kubernetes]) {
      for (const name of all(text, /\b((?:CODER|FLEET)_[A-Z_]+)\b/gu)) assert.ok(known.has(name), name);
    }
  });

  it("puts the files into the image that the build makes and the server reads", () => {
    const table =
      /entryPoints: \{([^}]*)\}/u.exec(readFileSync(join(ROOT, "esbuild.mjs"), "utf8"))?.[1] ?? "";
    const made = new Set([
      ...all(table, /^ *"?([\w.]+)"?:/gmu).map((name) => `${name}.js`),
      "server.main.cache",
    ]);
    const copied = all(containerfile, /\/build\/dist\/(\S+)/gu);
    for (const name of copied) assert.ok(made.has(name), name);
    // The bundles the server loads by itself, but for the demo.
    for (const name of [
      "server.js",
      "server.main.js",
      "server.main.cache",
      "http.js",
      "cli.js",
      "telemetry.js",
    ]) {
      assert.ok(copied.includes(name), name);
      assert.ok(unit.includes(name.split(".")[0] ?? ""), name);
    }
  });

  it("copies into the first stage all that the build reads", () => {
    const copied = all(containerfile, /^COPY (?!--from)(.+) \S+$/gmu).flatMap((sources) =>
      sources.split(" "),
    );
    const build = readFileSync(join(ROOT, "esbuild.mjs"), "utf8");
    for (const path of all(build, /"(?:\.\/)?((?:scripts|src)\/[\w./-]+)"/gu)) {
      assert.ok(
        copied.some((source) => path === source || path.startsWith(`${source}/`)),
        path,
      );
    }
  });

  it("lets messages as large as the server takes pass its reverse proxies", () => {
    for (const page of ["deployment.md", "http.md"]) {
      const proxies = all(readFileSync(join(ROOT, "docs", page), "utf8"), /```nginx\n(.*?)```/gsu);
      assert.ok(proxies.length > 0, page);
      for (const proxy of proxies) assert.match(proxy, /client_max_body_size 4m;/u, page);
    }
  });

  it("copies only what is there", () => {
    for (const sources of all(containerfile, /^COPY (?!--from)(.+) \S+$/gmu)) {
      for (const source of sources.split(" ")) assert.ok(existsSync(join(ROOT, source)), source);
    }
  });

  it("is not root anywhere, on a root that cannot be written", () => {
    assert.match(containerfile, /^USER (?!0)\d+:\d+$/mu);
    assert.match(unit, /^DynamicUser=yes$/mu);
    for (const rule of ["runAsNonRoot: true", "readOnlyRootFilesystem: true", "drop: [ALL]"]) {
      assert.ok(kubernetes.includes(rule), rule);
    }
  });

  it("asks for health by the port that is served and a name that is answered", () => {
    const port = HTTP_SETTINGS.port.default;
    assert.ok(containerfile.includes(`http://127.0.0.1:${port}/health`));
    assert.match(containerfile, new RegExp(`^EXPOSE ${port}$`, "mu"));
    assert.ok(kubernetes.includes(`containerPort: ${port}`));
    assert.deepEqual(all(kubernetes, /httpGet: \{ path: (\/\w+),/gu), ["/health", "/ready"]);
    assert.equal(all(kubernetes, /(name: Host, value: localhost)/gu).length, 2);
  });

  it("lets calls end before it is killed", () => {
    const timeout = settingRows().find(([key]) => key === "timeout")?.[1].default;
    assert.equal(timeout, "60s");
    assert.ok(Number(/terminationGracePeriodSeconds: (\d+)/u.exec(kubernetes)?.[1]) > 60);
    assert.ok(Number(/^TimeoutStopSec=(\d+)s$/mu.exec(unit)?.[1]) > 60);
  });
});
