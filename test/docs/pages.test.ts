/** What people read must be true: links, snippets, flags, variables, tools, commands, and an entry for every error. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { COMMANDS, readCommandLine, SWITCHES, VALUES } from "../../src/cli/commandLine";
import { settingRows } from "../../src/services/configuration/settings";
import { MCP_CLIENTS } from "../../src/services/mcpClients/clients";
import manifest from "../../package.json";
import { PAGES, readPage, ROOT, snippets } from "./pages";

/** As GitHub makes them of headings. */
const anchors = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );

const withoutCode = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");

describe("the documentation", () => {
  for (const page of PAGES) {
    describe(page, () => {
      const text = readPage(page);

      it("links only to files and headings that exist", () => {
        for (const [, link, source] of withoutCode(text).matchAll(
          /\]\(([^)\s]+)\)|src(?:set)?="([^"\s]+)"/g,
        )) {
          const target = link ?? source ?? "";
          if (/^[a-z]+:/.test(target)) continue;
          const [path = "", anchor] = target.split("#");
          const file = path === "" ? page : join(dirname(page), path);
          assert.ok(existsSync(join(ROOT, file)), `${target} does not exist`);
          if (anchor !== undefined) assert.ok(anchors(readPage(file)).has(anchor), `${target} is no heading`);
        }
      });

      it("shows JSON that is JSON", () => {
        for (const snippet of snippets(text, "json"))
          assert.doesNotThrow(() => void JSON.parse(snippet), snippet);
      });

      it("shows commands that exist, with options that exist", () => {
        const scripts = new Set(Object.keys(manifest.scripts));
        for (const line of snippets(text, "sh").flatMap((snippet) => snippet.split("\n"))) {
          const [, script] = /^npm run (?:-s )?([\w:-]+)/.exec(line) ?? [];
          if (script !== undefined) assert.ok(scripts.has(script), line);
          const [, args] = /(?:node \S*dist\/server\.js|coder-fleet-mcp)( .+)?$/.exec(line) ?? [];
          if (args !== undefined) {
            const words = args.replace('"$@"', "").trim().split(/\s+/);
            assert.doesNotThrow(() => readCommandLine(words.filter((word) => word !== "")), line);
          }
        }
        for (const [, script = ""] of withoutCode(text).matchAll(/`npm run ([\w:-]+)/g)) {
          assert.ok(scripts.has(script), `npm run ${script}`);
        }
      });

      it("names only variables that are read", () => {
        const known = new Set(settingRows().flatMap(([, { environment }]) => environment));
        for (const [name] of text.matchAll(/\b(?:CODER_(?:FLEET|MCP|SESSION|CONFIG)|FLEET_MCP)_\w+\b/g)) {
          assert.ok(
            [...known].some((variable) => variable === name),
            name,
          );
        }
      });
    });
  }

  it("names in docs/ only options that exist", () => {
    const known = new Set([
      ...settingRows().flatMap(([, { flag }]) => (flag === undefined ? [] : [`--${flag}`])),
      ...[...Object.keys(SWITCHES), ...Object.keys(VALUES)].map((name) => `--${name}`),
      // Of other programs.
      "--env-file",
    ]);
    for (const page of PAGES.filter((name) => name.startsWith("docs/"))) {
      for (const [, flag = ""] of readPage(page).matchAll(/`(--[a-z][\w-]+)/g)) {
        assert.ok(known.has(flag), `${page}: ${flag}`);
      }
    }
  });

  it("names every command of the command line somewhere", () => {
    const all = PAGES.map(readPage).join("\n");
    for (const command of Object.keys(COMMANDS)) assert.match(all, new RegExp(`\\b${command}\\b`));
  });

  it("names every client that can be configured, with its documentation and its file", () => {
    const machine = { environment: { HOME: "~" }, platform: "linux" as const };
    const rows = readPage("docs/getting-started.md").split("\n");
    for (const [name, client] of Object.entries(MCP_CLIENTS)) {
      const row = rows.find((line) => line.includes(`| \`${name}\` `)) ?? "";
      assert.ok(row.includes(`[${client.title}](${client.documentation})`), name);
      const file = client.file(machine);
      assert.ok(row.includes(`\`${file}\``) || row.includes(`\`${basename(file)}\``), `${name}: ${file}`);
    }
  });

  it("has an entry for every error code and reason", () => {
    const headings = anchors(readPage("docs/troubleshooting.md"));
    const errors = readPage("src/models/errors.ts");
    const reasons = [...errors.matchAll(/"([A-Z_]{6,}|[a-z_]{3,})"/g)].map(([, word = ""]) =>
      word.toLowerCase(),
    );
    assert.ok(reasons.includes("unauthorized") && reasons.includes("not_confirmed") && reasons.length > 20);
    for (const reason of reasons) assert.ok(headings.has(reason), reason);
  });
});
