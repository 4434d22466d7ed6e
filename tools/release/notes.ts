import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode-e2e/folders";

/** What CHANGELOG says of a version. @throws Error where that is nothing */
export function releaseNotes(version: string): string {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const sections = new Map(
    changelog
      .split(/^## /m)
      .slice(1)
      .map((section) => [/^(\S+)/.exec(section)?.[1] ?? "", section.replace(/^.*\n/, "").trim()]),
  );
  const notes = sections.get(version);
  if (notes === undefined || notes === "") throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `# Coder Fleet ${version}\n\n${notes}\n`;
}
