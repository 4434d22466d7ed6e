/** The script that gets the token from a password manager, as the page has it, with each manager's command. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { report } from "../support/doctor";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { SERVER } from "../support/serverProcess";
import { readPage, snippets } from "./pages";

const page = readPage("docs/security.md");
const [script = ""] = snippets(page, "sh");
const section = page.slice(page.indexOf("## Tokens from a password manager")).split(/\n## /)[0] ?? "";
const commands = [...section.matchAll(/^\| .+ \| `(.+)` +\|$/gm)].map(([, command = ""]) => command);

describe("a token from a password manager", function () {
  this.timeout(60_000);
  let folder: string;
  let deployment: EmbeddedDeployment;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "coder-fleet-secrets-"));
    deployment = await startEmbedded({ generation: "tasks", agents: 0 });
  });
  after(async () => {
    await deployment.stop();
    rmSync(folder, { recursive: true });
  });

  const program = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };

  it("has a command for five managers", () => {
    assert.equal(commands.length, 5);
  });

  for (const command of commands) {
    it(`reaches the server by ${command}`, () => {
      const [manager = "", ...args] = command.split(" ");
      program(manager, `#!/bin/sh\n[ "$*" = "${args.join(" ")}" ] && echo ${deployment.token}\n`);
      const fleet = program(
        "fleet",
        script
          .replace("https://coder.example.com", deployment.url)
          .replace("/absolute/path/to/coder-fleet/dist/server.js", SERVER)
          .replace("node ", `${process.execPath} `)
          .replace("pass show coder/token", command),
      );
      const said = execFileSync(fleet, ["doctor", "--json"], {
        env: { PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: folder },
        encoding: "utf8",
      });
      const { findings } = report.parse(JSON.parse(said));
      assert.equal(findings.find(({ check }) => check === "token")?.status, "ok");
    });
  }
});
