import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfigurationError } from "../../models/configuration";
import { systemErrorCode } from "../../models/systemError";
import { MCP_CLIENTS, type ClientName, type Machine, type McpClient } from "./clients";
import { changeJson, isObject, readJson, type Change } from "./jsonText";
import { ENTRY_NAME, type ServerEntry } from "./serverEntry";
import { changeToml, readToml } from "./tomlText";

/** As an index: the parser adds to a list. */
const AT_THE_END = -1;

/** What would be written into a client's configuration. */
export interface ConfigurationChange {
  readonly client: McpClient;
  readonly file: string;
  /** Whether the client seems to be on this computer: its folder is there. */
  readonly installed: boolean;
  readonly before: string | undefined;
  readonly after: string;
  /** A unified diff without lines around it, which could hold other servers' secrets. Empty: nothing changes. */
  readonly diff: string;
}

/**
 * Works out a client's configuration with our entry, or without it; writes nothing.
 * @param entry undefined takes it out
 * @throws ConfigurationError where the file cannot be read or is not what the client reads
 */
export function planConfiguration(
  name: ClientName,
  entry: ServerEntry | undefined,
  machine: Machine,
): ConfigurationChange {
  const client: McpClient = MCP_CLIENTS[name];
  const file = client.file(machine);
  const before = readText(file);
  const after = changeText(client, before ?? "", entry, file);
  return {
    client,
    file,
    installed: isInstalled(name, machine),
    before,
    after,
    diff:
      after === (before ?? "") || (entry === undefined && before === undefined)
        ? ""
        : createTwoFilesPatch(file, file, before ?? "", after, undefined, undefined, {
            context: 0,
            headerOptions: FILE_HEADERS_ONLY,
          }),
  };
}

/**
 * Writes a change: the file is replaced in one step and keeps its mode; a copy of what was there stays beside it.
 * @returns the path of the copy, undefined where there was no file
 * @throws ConfigurationError where it changed since it was read, or cannot be written
 */
export function writeConfiguration(
  { file, before, after }: ConfigurationChange,
  now: Date,
): string | undefined {
  if (readText(file) !== before) {
    throw new ConfigurationError(
      `${file} changed in the meantime; run the command again, nothing was changed`,
    );
  }
  try {
    if (before === undefined) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, after, { mode: 0o600, flag: "wx" });
      return undefined;
    }
    // People keep such files in repositories of their own and link to them.
    const target = realpathSync(file);
    const backup = `${target}.${now.toISOString().replaceAll(":", "-")}.bak`;
    copyFileSync(target, backup);
    const written = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString("hex")}`);
    writeFileSync(written, after, { mode: statSync(target).mode & 0o777, flag: "wx" });
    renameSync(written, target);
    return backup;
  } catch (error) {
    throw new ConfigurationError(
      `${file} cannot be written (${systemErrorCode(error)}); nothing was changed`,
    );
  }
}

/** Whether the client seems to be on this computer: it has a configuration, or a folder for one. */
export function isInstalled(name: ClientName, machine: Machine): boolean {
  const file = MCP_CLIENTS[name].file(machine);
  const folder = dirname(file);
  const isHome = folder === machine.environment["HOME"] || folder === machine.environment["USERPROFILE"];
  return existsSync(file) || (!isHome && existsSync(folder));
}

/** Whether a client's configuration names our server. @throws ConfigurationError where it cannot be read */
export function isConfigured(name: ClientName, machine: Machine): boolean {
  const client: McpClient = MCP_CLIENTS[name];
  const file = client.file(machine);
  const text = readText(file);
  if (text === undefined || text.trim() === "") return false;
  const servers = (client.format === "json" ? readJson(text, file) : readToml(text, file))[client.key];
  return isObject(servers) && ENTRY_NAME in servers;
}

/** The entry as the client's whole configuration would hold it, to be copied by hand. */
export function configurationText(name: ClientName, entry: ServerEntry): string {
  return changeText(MCP_CLIENTS[name], "", entry, MCP_CLIENTS[name].title);
}

function changeText(client: McpClient, text: string, entry: ServerEntry | undefined, file: string): string {
  const value = entry === undefined ? undefined : client.value(entry);
  switch (client.format) {
    case "toml":
      return changeToml(text, [client.key, ENTRY_NAME], value, file);
    case "json": {
      const present = text.trim() === "" ? {} : readJson(text, file);
      const servers = present[client.key];
      if (servers !== undefined && !isObject(servers)) {
        throw new ConfigurationError(
          `${client.key} in ${file} is no object; mend it first, nothing was changed`,
        );
      }
      if (value === undefined && servers?.[ENTRY_NAME] === undefined) return text;
      return changeJson(
        text,
        [{ path: [client.key, ENTRY_NAME], value }, ...inputChanges(client, present, entry)],
        file,
      );
    }
  }
}

/** Questions are shared by all servers of a client: missing ones are added, none is taken away but our own. */
function inputChanges(
  client: McpClient,
  present: Readonly<Record<string, unknown>>,
  entry: ServerEntry | undefined,
): readonly Change[] {
  if (client.inputs === undefined || entry === undefined) return [];
  const { key, values } = client.inputs;
  const given = present[key];
  const known: readonly unknown[] = Array.isArray(given) ? given : [];
  const ids = new Set(known.map((input) => (isObject(input) ? input["id"] : undefined)));
  const missing = values(entry).filter(({ id }) => !ids.has(id));
  return missing.map((value) => ({ path: [key, AT_THE_END], value }));
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw new ConfigurationError(`${file} cannot be read (${systemErrorCode(error)}); nothing was changed`);
  }
}
