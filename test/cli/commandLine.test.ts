import assert from "node:assert/strict";
import { COMMANDS, readCommandLine } from "../../src/cli/commandLine";
import { helpText } from "../../src/cli/help";
import { ConfigurationError } from "../../src/models/configuration";
import { settingRows } from "../../src/services/configuration/settings";

describe("the command line", () => {
  it("means stdio where no command is named", () => {
    assert.equal(readCommandLine([]).command, "stdio");
    assert.equal(readCommandLine(["stdio"]).command, "stdio");
  });

  it("takes options before and after the command, with a space or an equals sign", () => {
    const line = readCommandLine(["--timeout=5s", "demo", "--once", "--url", "https://coder.example.com"]);
    assert.equal(line.command, "demo");
    assert.ok(line.switches.has("once"));
    assert.equal(line.settings.timeout?.value, "5s");
    assert.equal(line.settings.url?.name, "--url");
  });

  for (const [argv, pattern] of [
    [["sdtio"], /"sdtio" is not a command: did you mean stdio\?; allowed: stdio, /],
    [["stdio", "now"], /stdio takes no further words/],
    [["--tiemout", "5s"], /--tiemout is not an option: did you mean --timeout\?/],
    [["--frobnicate"], /^--frobnicate is not an option; --help lists all that are$/],
    [["doctor", "--remove"], /--remove is for configure only: coder-fleet-mcp configure --remove …/],
    [["--dry-run"], /--dry-run is for configure only/],
    [["doctor", "--expect-head", "x"], /--expect-head is for audit only/],
    [["doctor", "--port", "1"], /--port is for http only/],
    [["configure"], /configure needs CLIENT: coder-fleet-mcp configure CLIENT; allowed: claude-desktop, /],
    [["--timeout"], /--timeout needs a value: a duration/],
  ] as const) {
    it(`refuses ${argv.join(" ")}, saying what is allowed`, () => {
      assert.throws(
        () => readCommandLine(argv),
        (error) => error instanceof ConfigurationError && pattern.test(error.message),
      );
    });
  }

  for (const [argv, flag] of [
    [["-h"], "help"],
    [["help"], "help"],
    [["configure", "--help"], "help"],
    [["-v"], "version"],
    [["version"], "version"],
  ] as const) {
    it(`takes ${argv.join(" ")} for --${flag}`, () => {
      assert.ok(readCommandLine(argv).switches.has(flag));
    });
  }

  for (const argv of [
    ["--token", "hunter2"],
    ["--token=hunter2"],
    ["--session-token", "hunter2"],
    ["--coder-session-token=hunter2"],
  ]) {
    it(`has no ${argv[0]?.replace(/=.*/, "") ?? ""}: a token in arguments is refused and not repeated`, () => {
      assert.throws(
        () => readCommandLine(argv),
        (error) =>
          error instanceof ConfigurationError &&
          error.message.includes("CODER_SESSION_TOKEN") &&
          !error.message.includes("hunter2"),
      );
    });
  }
});

describe("the help", () => {
  it("fits into a hundred columns", () => {
    const lines = helpText("1.2.3").split("\n");
    assert.deepEqual(
      lines.filter((line) => line.length > 100),
      [],
    );
  });

  it("names every command, every flag and every variable without a flag", () => {
    const help = helpText("1.2.3");
    for (const command of Object.keys(COMMANDS)) assert.match(help, new RegExp(`^  ${command} `, "m"));
    for (const [, { flag, environment }] of settingRows()) {
      assert.ok(help.includes(flag === undefined ? environment[0] : `--${flag}`), environment[0]);
    }
  });
});
