/**
 * Writes the generated parts of the README from the tool registry and the settings table; `--check` only
 * compares and fails where they differ. Run with `node --import tsx`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { settingRows } from "../src/services/configuration/settings";
import { TOOLSETS } from "../src/tools/definition";
import { allTools } from "../src/tools/registry";

const readme = fileURLToPath(new URL("../README.md", import.meta.url));

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text) => `\`${text}\``;
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

function toolTable() {
  const kind = ({ readOnlyHint, destructiveHint }) =>
    readOnlyHint ? "reads" : destructiveHint ? "changes, can destroy" : "changes";
  const args = ({ input }) => {
    const shape = Object.entries(input.shape);
    return shape.length === 0
      ? "–"
      : shape.map(([name, schema]) => code(schema.isOptional() ? `${name}?` : name)).join(" ");
  };
  const toolsets = TOOLSETS.filter((toolset) => allTools.some((tool) => tool.toolsets.includes(toolset)));
  return toolsets
    .map((toolset) => {
      const tools = allTools.filter((tool) => tool.toolsets.includes(toolset));
      const rows = tools.map((tool) => [
        code(tool.name),
        args(tool),
        kind(tool.annotations),
        tool.description,
      ]);
      const off = toolset === "classic" || toolset === "template-admin" ? ", off by default" : "";
      return `### Toolset ${code(toolset)} (${tools.length}${off})\n\n${table(["tool", "arguments", "effect", "what it does"], rows)}`;
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

const parts = { tools: toolTable(), configuration: configurationTable() };
const before = readFileSync(readme, "utf8");
let after = before;
for (const [name, text] of Object.entries(parts)) {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const [start, end] = [after.indexOf(open), after.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`README.md lacks the markers ${open} and ${close}`);
  after = `${after.slice(0, start + open.length)}\n\n${text}\n\n${after.slice(end)}`;
}
after = await format(after, { ...(await resolveConfig(readme)), parser: "markdown" });

if (process.argv.includes("--check")) {
  if (after !== before) {
    process.stderr.write("README.md is out of date: run `npm run docs`.\n");
    process.exit(1);
  }
} else {
  writeFileSync(readme, after);
}
