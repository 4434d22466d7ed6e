import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readPage, ROOT, snippets } from "../docs/pages";

/** All that building and packaging read. */
const SOURCES = [
  ...["src", "scripts", "media", "l10n", "package.json", "package.nls.json", "esbuild.mjs", "tsconfig.json"],
  ...["README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"],
];

/** A recipe of CONTRIBUTING: the file it has one write, and its snippets in their order. */
interface Recipe {
  readonly file: string;
  readonly ts: readonly string[];
  readonly json: readonly unknown[];
}

function readRecipe(heading: string): Recipe {
  const page = readPage("CONTRIBUTING.md");
  const section = page.slice(page.indexOf(`## ${heading}\n`)).split(/\n## /)[0] ?? "";
  const [, file] = /for example `([^`]+\.ts)`/.exec(section) ?? [];
  assert.ok(file !== undefined, `the recipe “${heading}” names no file`);
  return {
    file,
    ts: snippets(section, "ts"),
    json: snippets(section, "json").map((snippet): unknown => JSON.parse(snippet)),
  };
}

/** The sources in a folder of their own, to be changed as a recipe says. */
export class ScratchCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "coder-fleet-recipe-"));

  constructor() {
    for (const name of SOURCES) cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  edit(file: string, change: (text: string) => string): void {
    this.write(file, change(readFileSync(join(this.folder, file), "utf8")));
  }

  /** Adds a line below the one that opens a table. */
  addRow(file: string, opening: RegExp, row: string): void {
    this.edit(file, (text) => {
      assert.match(text, opening, file);
      return text.replace(opening, (found) => `${found}\n  ${row.trim()}`);
    });
  }

  /** Adds an import and the imported name's line in a table. */
  addToTable(file: string, opening: RegExp, imported = ""): void {
    const [, name = ""] = /import \{ (\w+) \}/.exec(imported) ?? [];
    this.addRow(file, opening, `${name},`);
    this.edit(file, (text) => imported + text);
  }

  /** @throws Error with what the program said where it failed */
  run(program: string, ...args: readonly string[]): void {
    try {
      execFileSync(process.execPath, [program, ...args], {
        cwd: this.folder,
        // Nobody wants to know which lines of a compiler were run.
        env: { ...process.env, NODE_V8_COVERAGE: "" },
        stdio: "pipe",
        encoding: "utf8",
      });
    } catch (error) {
      const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
      throw new Error(`${program} failed: ${said}`, { cause: error });
    }
  }

  remove(): void {
    unlinkSync(join(this.folder, "node_modules"));
    rmSync(this.folder, { recursive: true });
  }
}

/** Adds the tool of the recipe. */
export function addTool(copy: ScratchCopy): void {
  const { file, ts } = readRecipe("Add a tool");
  copy.write(file, ts[0] ?? "");
  copy.addToTable("src/tools/registry.ts", /export const allTools.*= \[/, ts[1]);
}

/** Adds the command of the recipe. */
export function addCommand(copy: ScratchCopy): void {
  const { file, ts, json } = readRecipe("Add a command to VS Code");
  copy.write(file, ts[0] ?? "");
  const table = "src/vscode/commands/registerCommands.ts";
  copy.addToTable(table, /const COMMANDS: Readonly<Record<string, Command>> = \{/, ts[1]);
  const [command, words] = json;
  copy.addRow("package.json", /"commands": \[/, `${JSON.stringify(command)},`);
  copy.edit("package.nls.json", (text) => JSON.stringify(Object.assign(JSON.parse(text) as object, words)));
}

/** Adds the backend of the recipe. */
export function addBackend(copy: ScratchCopy): void {
  const { file, ts } = readRecipe("Add a backend: another generation of Coder's API");
  copy.addRow("src/clients/routes.ts", /export const routes = \{/, ts[0] ?? "");
  copy.write(file, ts[1] ?? "");
  copy.addToTable("src/repositories/backends/probeBackends.ts", /const OFFERS.*= \[/, ts[2]);
}
