import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { ConfigurationError } from "../../models/configuration";
import { isObject } from "../../models/jsonObject";
import { systemErrorCode } from "../../models/systemError";
import type { Machine } from "./clientFiles";
import type { ClientName } from "./clientNames";
import { MCP_CLIENTS, type McpClient } from "./clients";
import { contentOf, textWith } from "./entryText";
import { spreadJson } from "./jsonText";
import { ENTRY_NAME, type ServerEntry } from "./serverEntry";

/** What some editors of Windows begin a file with; parsers refuse it. */
const BYTE_ORDER_MARK = "\uFEFF";
const ANYBODY_MAY_WRITE = 0o222;

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
  const text = withoutMark(before ?? "");
  const changed = textWith(client, text, entry, file);
  const isChanged = changed !== text && (entry !== undefined || before !== undefined);
  return {
    client,
    file,
    installed: isInstalled(name, machine),
    before,
    after: before?.startsWith(BYTE_ORDER_MARK) === true ? BYTE_ORDER_MARK + changed : changed,
    diff: isChanged ? difference(client, file, text, changed) : "",
  };
}

/** Only the lines that change, a value each: what stands beside them could hold other servers' secrets. */
function difference({ format }: McpClient, file: string, before: string, after: string): string {
  const [old, present] = format === "json" ? [spreadJson(before), spreadJson(after)] : [before, after];
  const patch = createTwoFilesPatch(file, file, old, present, undefined, undefined, {
    context: 0,
    headerOptions: FILE_HEADERS_ONLY,
  });
  // Somebody may have written a token into our entry by hand.
  return patch.replaceAll(/(CODER_SESSION_TOKEN"?\s*[:=]\s*["'])(?!\$\{)[^"']+/g, "$1…");
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
    const { mode } = statSync(target);
    if ((mode & ANYBODY_MAY_WRITE) === 0) {
      throw new ConfigurationError(`${file} is read-only; make it writable first, nothing was changed`);
    }
    const backup = `${target}.${now.toISOString().replaceAll(":", "-")}.bak`;
    copyFileSync(target, backup);
    const written = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString("hex")}`);
    try {
      writeFileSync(written, after, { mode: mode & 0o777, flag: "wx" });
      renameSync(written, target);
    } catch (error) {
      rmSync(written, { force: true });
      throw error;
    }
    return backup;
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
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
  return presentEntry(name, machine) !== undefined;
}

/**
 * What our entry of a client starts and is not there any more: Node or the server, where it names them by path.
 * @throws ConfigurationError where the configuration cannot be read
 */
export function missingProgram(name: ClientName, machine: Machine): string | undefined {
  const entry = presentEntry(name, machine);
  if (!isObject(entry)) return undefined;
  const args: readonly unknown[] = Array.isArray(entry["args"]) ? entry["args"] : [];
  return [entry["command"], args[0]].find(
    (path): path is string => typeof path === "string" && isAbsolute(path) && !existsSync(path),
  );
}

function presentEntry(name: ClientName, machine: Machine): unknown {
  const client = MCP_CLIENTS[name];
  const file = client.file(machine);
  const servers = contentOf(client, withoutMark(readText(file) ?? ""), file)[client.key];
  return isObject(servers) ? servers[ENTRY_NAME] : undefined;
}

/** The entry as the client's whole configuration would hold it, to be copied by hand. */
export function configurationText(name: ClientName, entry: ServerEntry): string {
  return textWith(MCP_CLIENTS[name], "", entry, MCP_CLIENTS[name].title);
}

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw new ConfigurationError(`${file} cannot be read (${systemErrorCode(error)}); nothing was changed`);
  }
}
