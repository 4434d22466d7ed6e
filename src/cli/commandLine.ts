import { ConfigurationError } from "../models/configuration";
import { nearest } from "../models/nearest";
import { readArguments, type GivenSettings } from "../services/configuration/given";

/** What the command line can do, by name. The first is meant where none is named. */
export const COMMANDS = {
  stdio: "Serve one MCP client over standard input and output (the default).",
  demo: "Start an embedded deployment and play the main job against it.",
} as const;
type Command = keyof typeof COMMANDS;

/** Switches beside the settings. */
export const SWITCHES = {
  help: "Show this help.",
  version: "Show the version.",
  once: "demo: end by itself instead of staying up.",
} as const;

export interface CommandLine {
  readonly command: Command;
  readonly settings: GivenSettings;
  readonly switches: ReadonlySet<string>;
}

/** @throws ConfigurationError for an unknown command or flag, a missing value or a word too many */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { positionals, settings, switches } = readArguments(argv, Object.keys(SWITCHES));
  const [command = "stdio", ...more] = positionals;
  const known = Object.keys(COMMANDS);
  if (!isCommand(command)) {
    const near = nearest(command, known);
    throw new ConfigurationError(
      `${JSON.stringify(command)} is not a command${near.length > 0 ? `: did you mean ${near.join(" or ")}?` : ""}; ` +
        `allowed: ${known.join(", ")}`,
    );
  }
  if (more.length > 0) throw new ConfigurationError(`${command} takes no further words; allowed: options`);
  return { command, settings, switches };
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}
