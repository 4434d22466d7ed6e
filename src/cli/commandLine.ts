import { ConfigurationError } from "../models/configuration";
import { nearest } from "../models/nearest";
import { readArguments, type GivenSettings } from "../services/configuration/given";
import { settingRows } from "../services/configuration/settings";
import { CLIENT_NAMES } from "../services/mcpClients/clientNames";

interface CommandRow {
  readonly description: string;
  /** The words that must follow the command, as the help shows them. */
  readonly words?: readonly string[];
  /** What the first of them may be. */
  readonly allowed?: readonly string[];
}

/** What the command line can do, by name. The first is meant where none is named. */
export const COMMANDS = {
  stdio: { description: "Serve one MCP client over standard input and output (the default)." },
  http: { description: "Serve many MCP clients over HTTP." },
  demo: { description: "Start an embedded deployment and play the main job against it." },
  configure: {
    words: ["CLIENT"],
    allowed: CLIENT_NAMES,
    description: `Write this server into the configuration of an MCP client, or --remove it: ${CLIENT_NAMES.join(", ")}.`,
  },
  audit: {
    words: ["verify", "FILE"],
    description: "Check that no line of an audit log was changed, removed, moved or cut.",
  },
  doctor: { description: "Check everything between this computer and the deployment, and say what to do." },
} as const satisfies Record<string, CommandRow>;
type Command = keyof typeof COMMANDS;

interface FlagRow {
  /** The only command it means something to; absent where that is any. */
  readonly command?: Command;
  readonly description: string;
}

/** Switches beside the settings. */
export const SWITCHES: Readonly<Record<string, FlagRow>> = {
  help: { description: "Show this help. Also -h." },
  version: { description: "Show the version. Also -v." },
  once: { command: "demo", description: "end by itself instead of staying up." },
  remove: { command: "configure", description: "take the entry out again." },
  "dry-run": { command: "configure", description: "show what would change and write nothing." },
  yes: { command: "configure", description: "write without asking." },
  npx: {
    command: "configure",
    description: "let npx fetch this version instead of naming this installation.",
  },
  json: { command: "doctor", description: "print one JSON object and nothing else." },
};

/** Flags with a value beside the settings. */
export const VALUES: Readonly<Record<string, FlagRow>> = {
  "expect-head": {
    command: "audit",
    description: "the newest hash, as noted elsewhere; finds lines missing at the end.",
  },
};

/** What people try first where they do not know a program. */
const HABITS: ReadonlyMap<string, string> = new Map([
  ["-h", "--help"],
  ["help", "--help"],
  ["-v", "--version"],
  ["-V", "--version"],
  ["version", "--version"],
]);

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
  const [first = "", ...others] = argv;
  const { positionals, settings, switches, values } = readArguments(
    argv.length === 0 ? [] : [HABITS.get(first) ?? first, ...others],
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
  // Whoever asks for help need not know how the command is called.
  if (!switches.has("help")) {
    checkWords(command, COMMANDS[command], more);
    checkSettings(command, settings);
    for (const name of switches) checkFlag(command, name, SWITCHES[name]?.command);
    for (const name of values.keys()) checkFlag(command, name, VALUES[name]?.command);
  }
  return { command, words: more, settings, switches, values };
}

function checkWords(command: Command, { words = [], allowed }: CommandRow, given: readonly string[]): void {
  if (given.length === words.length) return;
  const usage = `${[command, ...words].join(" ")}${allowed === undefined ? "" : `; allowed: ${allowed.join(", ")}`}`;
  throw new ConfigurationError(
    given.length < words.length
      ? `${command} needs ${words.slice(given.length).join(" and ")}: coder-fleet-mcp ${usage}`
      : `${command} takes ${words.length === 0 ? "no further words" : `no words after ${words.join(" and ")}`}; allowed: options`,
  );
}

function checkSettings(command: Command, settings: GivenSettings): void {
  for (const [key, setting] of settingRows()) {
    const given = settings[key];
    if (given !== undefined) checkFlag(command, given.name.replace(/^--/, ""), setting.command);
  }
}

/** @throws ConfigurationError for a flag that would mean nothing to this command */
function checkFlag(command: Command, name: string, only: Command | undefined): void {
  if (only === undefined || only === command) return;
  throw new ConfigurationError(`--${name} is for ${only} only: coder-fleet-mcp ${only} --${name} …`);
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}
