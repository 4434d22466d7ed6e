import { settingRows } from "../services/configuration/settings";
import { COMMANDS, SWITCHES, VALUES } from "./commandLine";

const WIDTH = 30;

/** The text of `--help`, made from the tables of commands and settings. */
export function helpText(version: string): string {
  return [
    `coder-fleet-mcp ${version}: run a fleet of coding agents on a Coder deployment over MCP`,
    "",
    "Usage: coder-fleet-mcp [command] [options]",
    "",
    "Commands",
    ...Object.entries(COMMANDS).map(([name, command]) =>
      row("words" in command ? [name, ...command.words].join(" ") : name, command.description),
    ),
    "",
    "Options (a flag wins over the environment, the environment over .env)",
    ...settingRows().map(([, { flag, kind, environment, description, default: standard }]) => {
      const name =
        flag === undefined ? environment[0] : kind === "switch" ? `--${flag}` : `--${flag} <${kind}>`;
      const also = flag === undefined ? "" : ` [${environment[0]}]`;
      return row(name, `${description}${also}${standard === undefined ? "" : ` Default: ${standard}.`}`);
    }),
    ...Object.entries(SWITCHES).map(([name, description]) => row(`--${name}`, description)),
    ...Object.entries(VALUES).map(([name, description]) => row(`--${name} <text>`, description)),
    "",
  ].join("\n");
}

function row(name: string, description: string): string {
  return `  ${name.padEnd(WIDTH - 2)} ${description}`;
}
