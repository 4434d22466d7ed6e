import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Pages people read, by their path from the root. */
export const PAGES: readonly string[] = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** The contents of a page's fenced blocks of a language, without the indentation of a list. */
export function snippets(text: string, language: string): readonly string[] {
  const fence = new RegExp(String.raw`^( *)\`\`\`${language}\n([\s\S]*?)^ *\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, indent = "", content = ""]) =>
    content.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}
