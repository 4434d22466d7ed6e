import { parseArgs } from "node:util";
import { ConfigurationError } from "../../models/configuration";
import { nearest } from "../../models/nearest";
import type { Setting } from "./setting";
import { settingRows, type SettingKey } from "./settings";

/** Where a value came from. Arguments and environment are both set by whoever starts the process. */
export type Origin = "process" | "dotenv";

/** A value as it was given, not checked yet. */
export interface Given {
  readonly value: string;
  /** How the giver called it: `--url`, `CODER_URL`, `CODER_URL in .env`. */
  readonly name: string;
  readonly origin: Origin;
}

export type GivenSettings = Partial<Record<SettingKey, Given>>;

export interface Arguments {
  readonly positionals: readonly string[];
  readonly settings: GivenSettings;
  /** Switches that belong to the command line itself, such as `help`. */
  readonly switches: ReadonlySet<string>;
  /** The same with a value. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Reads the command line against the settings table.
 * @param switches names of further flags without a value
 * @param valued names of further flags with a value
 * @throws ConfigurationError for an unknown flag or a flag without its value. Values of unknown flags are never
 * repeated: somebody may have tried to hand over a token.
 */
export function readArguments(
  argv: readonly string[],
  switches: readonly string[],
  valued: readonly string[] = [],
): Arguments {
  const byFlag = new Map<string, { key: SettingKey; setting: Setting }>();
  for (const [key, setting] of settingRows()) {
    if (setting.flag !== undefined) byFlag.set(setting.flag, { key, setting });
  }
  const options: Record<string, { type: "string" | "boolean" }> = {};
  for (const [flag, { setting }] of byFlag) {
    options[flag] = { type: setting.kind === "switch" ? "boolean" : "string" };
  }
  for (const name of switches) options[name] = { type: "boolean" };
  for (const name of valued) options[name] = { type: "string" };
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });

  const settings: GivenSettings = {};
  const given = new Set<string>();
  const values = new Map<string, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const row = byFlag.get(token.name);
    if (row !== undefined) {
      settings[row.key] = { value: settingValue(token, row.setting), name: token.rawName, origin: "process" };
    } else if (switches.includes(token.name)) {
      given.add(token.name);
    } else if (valued.includes(token.name)) {
      values.set(token.name, flagValue(token, "a value"));
    } else {
      throw unknownFlag(token.rawName, [...byFlag.keys(), ...switches, ...valued]);
    }
  }
  return { positionals, settings, switches: given, values };
}

interface Flag {
  readonly rawName: string;
  readonly value?: string | undefined;
}

function settingValue(flag: Flag, setting: Setting): string {
  return setting.kind === "switch" ? (flag.value ?? "true") : flagValue(flag, setting.allowed);
}

function flagValue({ rawName, value }: Flag, allowed: string): string {
  if (value !== undefined) return value;
  throw new ConfigurationError(`${rawName} needs a value: ${allowed}`);
}

function unknownFlag(rawName: string, known: readonly string[]): ConfigurationError {
  if (/token|secret|password/i.test(rawName)) {
    return new ConfigurationError(
      `${rawName} is not an option: secrets do not belong in arguments, which other users can see; ` +
        "set CODER_SESSION_TOKEN or CODER_SESSION_TOKEN_FILE, or run `coder login`",
    );
  }
  const near = nearest(rawName.replace(/^-+/, ""), known).map((flag) => `--${flag}`);
  const guess = near.length > 0 ? `: did you mean ${near.join(" or ")}?` : "";
  return new ConfigurationError(`${rawName} is not an option${guess}; --help lists all that are`);
}

/** The settings an environment holds. Empty values count as not set. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  origin: Origin = "process",
): GivenSettings {
  const settings: GivenSettings = {};
  for (const [key, setting] of settingRows()) {
    if (origin === "dotenv" && !setting.dotenv) continue;
    const name = setting.environment.find((variable) => (environment[variable] ?? "").trim() !== "");
    const value = name === undefined ? undefined : environment[name];
    if (name === undefined || value === undefined) continue;
    settings[key] = { value, name: origin === "dotenv" ? `${name} in .env` : name, origin };
  }
  return settings;
}
