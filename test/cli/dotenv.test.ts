import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInTerminal } from "../support/inTerminal";

describe("the .env of a command line started by hand", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-dotenv-"));
    writeFileSync(join(directory, ".env"), "CODER_URL=ftp://from-dotenv\n");
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const inTerminal = (environment: Record<string, string>) => runInTerminal([], { environment, directory });

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
