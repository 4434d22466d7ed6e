/**
 * Writes l10n/bundle.l10n.json: every sentence the extension says in code (`t("…")`), which translators start
 * from. `--check` writes nothing and fails where the file is not what it should be.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = `${root}src/vscode`;
const bundle = `${root}l10n/bundle.l10n.json`;

const messages = new Set();
for (const name of readdirSync(sources, { recursive: true })) {
  if (!name.endsWith(".ts")) continue;
  collect(ts.createSourceFile(name, readFileSync(`${sources}/${name}`, "utf8"), ts.ScriptTarget.Latest));
}
const text = `${JSON.stringify(Object.fromEntries([...messages].sort().map((message) => [message, message])), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  mkdirSync(`${root}l10n`, { recursive: true });
  writeFileSync(bundle, text);
} else if (readFileSync(bundle, "utf8") !== text) {
  process.stderr.write("l10n/bundle.l10n.json is out of date: run node scripts/generate-l10n.mjs\n");
  process.exitCode = 1;
}

function collect(node) {
  if (ts.isCallExpression(node) && isTranslate(node.expression)) {
    const [message] = node.arguments;
    if (message !== undefined && ts.isStringLiteralLike(message)) messages.add(message.text);
  }
  ts.forEachChild(node, collect);
}

/** `t(…)`, `parts.t(…)`, `this.#t(…)`. */
function isTranslate(expression) {
  if (ts.isIdentifier(expression)) return expression.text === "t";
  return ts.isPropertyAccessExpression(expression) && ["t", "#t"].includes(expression.name.text);
}
