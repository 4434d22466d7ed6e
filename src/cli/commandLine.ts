import { ConfigurationError } from "../models/configuration";
import { nearest } from "../models/nearest";
import { readArguments, type GivenSettings } from "../services/configuration/given";
import { settingRows } from "../services/configuration/settings";

interface CommandRow {
  readonly description: string;
  /** The words that must follow the command, as the help shows them. */
  readonly words?: readonly string[];
}

/** What the command line can do, by name. The first is meant where none is named. */
export const COMMANDS = {
  stdio: { description: "Serve one MCP client over standard input and output (the default)." },
  http: { description: "Serve many MCP clients over HTTP." },
  demo: { description: "Start an embedded deployment and play the main job against it." },
  configure: {
    words: ["CLIENT"],
    description: "Write this server into the configuration of an MCP client, or --remove it.",
  },
  audit: {
    words: ["verify", "FILE"],
    description: "Check that no line of an audit log was changed, removed, moved or cut.",
  },
  doctor: { description: "Check everything between this computer and the deployment, and say what to do." },
} as const satisfies Record<string, CommandRow>;
type Command = keyof typeof COMMANDS;

/** Switches beside the settings. */
export const SWITCHES = {
  help: "Show this help.",
  version: "Show the version.",
  once: "demo: end by itself instead of staying up.",
  remove: "configure: take the entry out again.",
  "dry-run": "configure: show what would change and write nothing.",
  yes: "configure: write without asking.",
  npx: "configure: let npx fetch this version instead of naming this installation.",
  json: "doctor: print one JSON object and nothing else.",
} as const;

/** Flags with a value beside the settings. */
export const VALUES = {
  "expect-head": "audit verify: the newest hash, as noted elsewhere; finds lines missing at the end.",
} as const;

export interface CommandLine {
  readonly command: Command;
  /** What followed the command: as many words as its row names. */
  readonly words: readonly string[];
  readonly settings: GivenSettings;
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** @throws ConfigurationError for an unknown command or flag, a missing value or a word too many */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { positionals, settings, switches, values } = readArguments(
    argv,
    Object.keys(SWITCHES),
    Object.keys(VALUES),
  );
  const [command = "stdio", ...more] = positionals;
  const known = Object.keys(COMMANDS);
  if (!isCommand(command)) {
    const near = nearest(command, known);
    throw new ConfigurationError(
      `${JSON.stringify(command)} is not a command${near.length > 0 ? `: did you mean ${near.join(" or ")}?` : ""}; ` +
        `allowed: ${known.join(", ")}`,
    );
  }
  checkWords(command, COMMANDS[command], more);
  checkFlags(command, settings);
  return { command, words: more, settings, switches, values };
}

function checkWords(command: Command, { words = [] }: CommandRow, given: readonly string[]): void {
  if (given.length === words.length) return;
  const usage = [command, ...words].join(" ");
  throw new ConfigurationError(
    given.length < words.length
      ? `${command} needs ${words.slice(given.length).join(" and ")}: coder-fleet-mcp ${usage}`
      : `${command} takes ${words.length === 0 ? "no further words" : `no words after ${words.join(" and ")}`}; allowed: options`,
  );
}

function checkFlags(command: Command, settings: GivenSettings): void {
  for (const [key, setting] of settingRows()) {
    const given = settings[key];
    if (given === undefined || setting.command === undefined || setting.command === command) continue;
    throw new ConfigurationError(
      `${given.name} is for ${setting.command} only: coder-fleet-mcp ${setting.command} ${given.name} …`,
    );
  }
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}
