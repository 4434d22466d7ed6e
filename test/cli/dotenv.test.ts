import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { SERVER, serverEnvironment } from "../support/serverProcess";

describe("the command line in a terminal", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-dotenv-"));
    writeFileSync(join(directory, ".env"), "CODER_URL=ftp://from-dotenv\n");
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  /** Starts the server in a real terminal, as a person would; answers what it shows and its exit code. */
  const inTerminal = (environment: Record<string, string>): Promise<{ code: number; shown: string }> =>
    new Promise((resolve) => {
      const terminal = spawn(process.execPath, [SERVER], {
        cwd: directory,
        cols: 400,
        env: serverEnvironment(environment),
      });
      let shown = "";
      terminal.onData((text) => (shown += text));
      terminal.onExit(({ exitCode }) => {
        resolve({ code: exitCode, shown });
      });
    });

  it("reads .env of the working directory", async () => {
    const { code, shown } = await inTerminal({});
    assert.equal(code, 2);
    assert.match(shown, /CODER_URL in \.env="ftp:\/\/from-dotenv" is not http\(s\)/);
  });

  it("does not read it below VS Code", async () => {
    const { code, shown } = await inTerminal({ VSCODE_PID: "1" });
    assert.equal(code, 2);
    assert.match(shown, /CODER_URL and CODER_SESSION_TOKEN are not set/);
    assert.doesNotMatch(shown, /from-dotenv/);
  });
});
