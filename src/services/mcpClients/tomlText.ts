import { isDeepStrictEqual } from "node:util";
import { parse, stringify } from "smol-toml";
import { ConfigurationError } from "../../models/configuration";
import { isObject } from "../../models/jsonObject";

/**
 * Puts one table into TOML, in the place of what it held before, or takes it out; every other line keeps its
 * bytes, comments too. The result is read again and must hold exactly the change.
 * @param value undefined takes the table out
 * @throws ConfigurationError where the text is not TOML, or writes that table in a way that is left to its owner
 */
export function changeToml(
  text: string,
  [key, name]: readonly [key: string, name: string],
  value: Readonly<Record<string, unknown>> | undefined,
  file: string,
): string {
  const before = readToml(text, file);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const kept = withoutTable(text, key, name).trimEnd();
  const table = value === undefined ? "" : stringify({ [key]: { [name]: value } }).trimEnd();
  const parts = [kept, table.replaceAll("\n", eol)].filter((part) => part !== "");
  const changed = parts.map((part) => part + eol).join(eol);
  if (!isDeepStrictEqual(tryRead(changed), expectedOf(before, [key, name], value))) {
    throw new ConfigurationError(
      `${file} writes [${key}.${name}] in a way this command does not change; edit it by hand, nothing was changed`,
    );
  }
  return changed;
}

function expectedOf(
  before: Readonly<Record<string, unknown>>,
  [key, name]: readonly [string, string],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const tables = Object.entries(isObject(before[key]) ? before[key] : {}).filter(([other]) => other !== name);
  if (value !== undefined) tables.push([name, value]);
  const others = Object.entries(before).filter(([other]) => other !== key);
  return plainObject(
    Object.fromEntries(tables.length === 0 ? others : [...others, [key, Object.fromEntries(tables)]]),
  );
}

/** @throws ConfigurationError where the text is not TOML */
export function readToml(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return plainObject(parse(text));
  } catch (error) {
    const line = error instanceof Error && "line" in error ? ` (line ${String(error.line)})` : "";
    throw new ConfigurationError(`${file} is not valid TOML${line}; mend it first, nothing was changed`);
  }
}

function tryRead(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return plainObject(parse(text));
  } catch {
    return undefined;
  }
}

/** The parser's objects have no prototype; comparing strictly needs the same kind on both sides. */
function plainObject(value: object): Readonly<Record<string, unknown>> {
  return structuredClone({ ...value });
}

/** Without the lines of the table and of those below it; a comment above the next header stays with that one. */
function withoutTable(text: string, key: string, name: string): string {
  const header = new RegExp(String.raw`^\s*\[\s*${key}\s*\.\s*(?:"${name}"|'${name}'|${name})\s*[\].]`);
  const kept: string[] = [];
  let inside = false;
  let between: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\s*\[/.test(line)) {
      inside = header.test(line);
      // The blank line in front of what went is enough.
      if (!inside)
        kept.push(...between.slice(kept.at(-1)?.trim() === "" && between[0]?.trim() === "" ? 1 : 0));
      between = [];
    }
    if (!inside) kept.push(line);
    else if (/^\s*(#|$)/.test(line)) between.push(line);
    else between = [];
  }
  return [...kept, ...between].join("\n");
}
