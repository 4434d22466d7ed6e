/** CONTRIBUTING's recipe, followed to the letter in a scratch copy of the sources. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../support/embedded";
import { serverEnvironment } from "../support/serverProcess";
import { readPage, ROOT, snippets } from "./pages";

/** The recipe of a heading: the file it names, the file's content, and the import for the table. */
function recipe(heading: string): { readonly file: string; readonly content: string; readonly line: string } {
  const page = readPage("CONTRIBUTING.md");
  const section = page.slice(page.indexOf(`## ${heading}\n`)).split(/\n## /)[0] ?? "";
  const [, file] = /for example `([^`]+)`/.exec(section) ?? [];
  const [content, line] = snippets(section, "ts");
  assert.ok(file !== undefined && content !== undefined && line !== undefined, heading);
  return { file, content, line };
}

describe("CONTRIBUTING", function () {
  this.timeout(60_000);
  let copy: string;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), "coder-fleet-recipe-"));
    for (const name of ["src", "scripts", "package.json", "esbuild.mjs", "tsconfig.json"]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  });
  afterEach(() => {
    rmSync(copy, { recursive: true });
  });

  /** Puts the file, its import and its line of the table where the recipe says. */
  const follow = (heading: string, table: string, open: RegExp): string => {
    const { file, content, line } = recipe(heading);
    writeFileSync(join(copy, file), content);
    const [, name = ""] = /import \{ (\w+) \}/.exec(line) ?? [];
    const text = readFileSync(join(copy, table), "utf8");
    assert.match(text, open);
    writeFileSync(join(copy, table), line + text.replace(open, (found) => `${found}\n  ${name},`));
    execFileSync(process.execPath, ["esbuild.mjs"], { cwd: copy, stdio: "pipe" });
    return name;
  };

  it("adds a tool that a client can call", async () => {
    follow("Add a tool", "src/tools/registry.ts", /export const allTools.*= \[/);
    const deployment = await startEmbedded({ generation: "tasks", agents: 0 });
    const client = new Client({ name: "test", version: "1" });
    try {
      const { url, token } = deployment;
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: [join(copy, "dist/server.js")],
          env: serverEnvironment({ CODER_URL: url, CODER_SESSION_TOKEN: token }),
          stderr: "ignore",
        }),
      );
      const { content } = await client.callTool({ name: "get_deployment_version", arguments: {} });
      assert.match(JSON.stringify(content), /v2\./);
    } finally {
      await client.close();
      await deployment.stop();
    }
  });

  it("adds a command that the extension registers", () => {
    const name = follow(
      "Add a command to VS Code",
      "src/vscode/commands/registerCommands.ts",
      /const COMMANDS: Readonly<Record<string, Command>> = \{/,
    );
    const bundle = readFileSync(join(copy, "dist/extension.js"), "utf8");
    assert.match(bundle, new RegExp(`\\b${name}\\b`));
    assert.match(bundle, /Coder Fleet \$\{/);
  });
});
