import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as util from "node:util";
import { readEnvironment, type GivenSettings } from "./given";

export interface StartedFrom {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person's terminal is attached. */
  readonly terminal: boolean;
}

/**
 * The settings in `.env` of the working directory. A client that starts the server chooses that directory for us
 * (often the opened project, whose files are not ours to trust), so the file counts only where a person started
 * the command in a terminal, and never below VS Code.
 */
export function readDotenv(from: StartedFrom): GivenSettings {
  const path = join(from.directory, ".env");
  if (!from.terminal || isBelowVsCode(from.environment) || !existsSync(path)) return {};
  // util.parseEnv came with Node 20.12; before it there is no .env support.
  if (typeof util.parseEnv !== "function") return {};
  return readEnvironment(util.parseEnv(readFileSync(path, "utf8")), "dotenv");
}

function isBelowVsCode(environment: Readonly<Record<string, string | undefined>>): boolean {
  return Object.keys(environment).some(
    (name) => name.startsWith("VSCODE_") || name === "ELECTRON_RUN_AS_NODE",
  );
}
