/**
 * Writes the generated parts of README and docs/ from the tool registry, the settings table and package.json;
 * `--check` only compares and fails where they differ. Run with `node --import tsx`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { settingRows } from "../src/services/configuration/settings";
import { TOOLSETS } from "../src/tools/definition";
import { allTools } from "../src/tools/registry";

const read = (name) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), "utf8");
const { contributes } = JSON.parse(read("package.json"));
const words = JSON.parse(read("package.nls.json"));
const localized = (text) => text.replace(/^%(.+)%$/, (_match, key) => words[key]);

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text) => `\`${text}\``;
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

const toolsOf = (toolset) => allTools.filter((tool) => tool.toolsets.includes(toolset));
const toolsets = TOOLSETS.filter((toolset) => toolsOf(toolset).length > 0);
const isOff = (toolset) => toolset === "classic" || toolset === "template-admin";

function toolsetTable() {
  const rows = toolsets.map((toolset) => [
    `${code(toolset)}${isOff(toolset) ? " (off by default)" : ""}`,
    toolsOf(toolset)
      .map(({ name }) => code(name))
      .join(" "),
  ]);
  return table(["toolset", "tools"], rows);
}

function toolTables() {
  const kind = ({ readOnlyHint, destructiveHint }) =>
    readOnlyHint ? "reads" : destructiveHint ? "changes, can destroy" : "changes";
  const args = ({ input }) => {
    const shape = Object.entries(input.shape);
    return shape.length === 0
      ? "–"
      : shape.map(([name, schema]) => code(schema.isOptional() ? `${name}?` : name)).join(" ");
  };
  return toolsets
    .map((toolset) => {
      const tools = toolsOf(toolset);
      const rows = tools.map((tool) => [
        code(tool.name),
        args(tool),
        kind(tool.annotations),
        tool.description,
      ]);
      const off = isOff(toolset) ? ", off by default" : "";
      return `## Toolset ${code(toolset)} (${tools.length}${off})\n\n${table(["tool", "arguments", "effect", "what it does"], rows)}`;
    })
    .join("\n\n");
}

function configurationTable() {
  const rows = settingRows().map(([, setting]) => [
    setting.flag === undefined ? "–" : code(`--${setting.flag}`),
    setting.environment.map(code).join(", "),
    setting.default ?? "–",
    `${setting.description} Allowed: ${setting.allowed}.`,
  ]);
  return table(["flag", "environment", "default", "what it does"], rows);
}

function vscodeSettingsTable() {
  const rows = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
    code(name),
    code(JSON.stringify(setting.default)),
    localized(setting.markdownDescription ?? setting.description),
  ]);
  return table(["setting", "default", "what it does"], rows);
}

function commandTable() {
  const hidden = new Set(
    contributes.menus.commandPalette.filter(({ when }) => when === "false").map(({ command }) => command),
  );
  const rows = contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title }) => [localized(title), code(command)]);
  return table(["command", "id, for keyboard shortcuts"], rows);
}

/** Generated parts by file and marker. */
const FILES = {
  "README.md": { toolsets: toolsetTable },
  "docs/tools.md": { tools: toolTables },
  "docs/settings.md": {
    configuration: configurationTable,
    "vscode-settings": vscodeSettingsTable,
    commands: commandTable,
  },
};

const stale = [];
for (const [name, parts] of Object.entries(FILES)) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before = readFileSync(file, "utf8");
  let after = before;
  for (const [part, text] of Object.entries(parts)) {
    const [open, close] = [`<!-- generated:${part} -->`, `<!-- /generated:${part} -->`];
    const [start, end] = [after.indexOf(open), after.indexOf(close)];
    if (start < 0 || end < start) throw new Error(`${name} lacks the markers ${open} and ${close}`);
    after = `${after.slice(0, start + open.length)}\n\n${text()}\n\n${after.slice(end)}`;
  }
  after = await format(after, { ...(await resolveConfig(file)), parser: "markdown" });
  if (after === before) continue;
  stale.push(name);
  if (!process.argv.includes("--check")) writeFileSync(file, after);
}
if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(", ")}. Run \`npm run docs\`.\n`);
  process.exit(1);
}
