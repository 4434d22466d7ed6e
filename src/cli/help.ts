import { settingRows } from "../services/configuration/settings";
import { COMMANDS, SWITCHES, VALUES } from "./commandLine";

/** Columns before the descriptions, and of a whole line. */
const NAMES_WIDTH = 34;
const LINE_WIDTH = 100;

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
    ...Object.entries({ ...SWITCHES, ...VALUES }).map(([name, { command, description }]) =>
      row(
        name in VALUES ? `--${name} <text>` : `--${name}`,
        command === undefined ? description : `${command}: ${description}`,
      ),
    ),
    "",
    "Exit codes: 0 well, 1 failed (doctor: something is to mend), 2 wrong arguments or configuration",
    "",
  ].join("\n");
}

function row(name: string, description: string): string {
  return `  ${name.padEnd(NAMES_WIDTH - 3)} ${wrapped(description).join(`\n${" ".repeat(NAMES_WIDTH)}`)}`;
}

/** As lines that fit beside the names. */
function wrapped(text: string): readonly string[] {
  const [first = "", ...words] = text.split(" ");
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (longer.length <= LINE_WIDTH - NAMES_WIDTH) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
