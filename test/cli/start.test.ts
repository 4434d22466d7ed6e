import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { VERSION } from "../../src/models/version";
import { INITIALIZE, SERVER, startProcess, UNREACHABLE } from "../support/serverProcess";

describe("starting the server", () => {
  for (const [what, environment, args, pattern] of [
    ["no address and no token", {}, [], /CODER_URL and CODER_SESSION_TOKEN are not set/],
    ["an address that is not http(s)", { ...UNREACHABLE, CODER_URL: "ssh://x" }, [], /CODER_URL="ssh:\/\/x"/],
    [
      "an unknown toolset",
      UNREACHABLE,
      ["--toolsets", "fleets"],
      /"fleets" is not a toolset.*allowed: fleet/,
    ],
    ["an unknown tool", UNREACHABLE, ["--tools", "list_agent"], /"list_agent" is not a tool.*list_agents/],
    ["an unknown excluded tool", UNREACHABLE, ["--exclude-tools", "x"], /"x" is not a tool/],
    ["an unknown option", UNREACHABLE, ["--no-tls-verify"], /--no-tls-verify is not an option/],
    ["an unknown command", UNREACHABLE, ["serve"], /"serve" is not a command/],
  ] as const) {
    it(`ends with exit code 2 and one line, before the first message, for ${what}`, async () => {
      const server = startProcess(environment, args);
      server.send(INITIALIZE);
      assert.equal(await server.exit(), 2);
      assert.deepEqual(server.lines, []);
      assert.match(server.stderr(), pattern);
      assert.match(server.stderr(), /^coder-fleet-mcp: [^\n]+\n$/);
    });
  }

  for (const [args, pattern] of [
    [["--help"], /^Usage: coder-fleet-mcp/m],
    [["--version"], new RegExp(`^${VERSION.replaceAll(".", "\\.")}\n$`)],
  ] as const) {
    it(`answers ${args.join(" ")} without any configuration`, () => {
      const { status, stdout } = spawnSync(process.execPath, [SERVER, ...args], {
        encoding: "utf8",
        env: {},
      });
      assert.equal(status, 0);
      assert.match(stdout, pattern);
    });
  }
});

describe("the launcher", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-launcher-"));
    for (const name of ["server.js", "server.main.js"]) {
      copyFileSync(join(dirname(SERVER), name), join(directory, name));
    }
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const starts = async (node: readonly string[] = []): Promise<void> => {
    const server = startProcess(UNREACHABLE, [], { server: join(directory, "server.js"), node });
    server.send(INITIALIZE);
    await server.next(({ id }) => id === "init");
    server.endInput();
    assert.equal(await server.exit(), 0);
    assert.equal(server.stderr(), "");
  };

  it("runs the bundle without a code cache", () => starts());

  it("ignores the code cache of another bundle, and a broken one", async () => {
    writeFileSync(join(directory, "server.main.cache"), "0".repeat(5000));
    await starts();
    const cache = join(dirname(SERVER), "server.main.cache");
    copyFileSync(cache, join(directory, "server.main.cache"));
    writeFileSync(join(directory, "server.main.cache"), Buffer.alloc(100), { flag: "r+" });
    await starts();
  });

  it("runs where V8 refuses the cache, as another Node would", async () => {
    copyFileSync(join(dirname(SERVER), "server.main.cache"), join(directory, "server.main.cache"));
    await starts(["--no-lazy-feedback-allocation"]);
  });
});
