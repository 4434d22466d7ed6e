import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a project tells the agents that work in it. */
export const instructions = { name: "AGENTS.md", text: "# Agents\n\nRun the tests first.\n" } as const;

export function writeInstructions(project: string): void {
  const path = join(project, instructions.name);
  if (!existsSync(path)) writeFileSync(path, instructions.text);
}
