import { isDeepStrictEqual } from "node:util";
import { applyEdits, format, modify, parse, printParseErrorCode, type ParseError } from "jsonc-parser";
import { ConfigurationError } from "../../models/configuration";
import { isObject } from "../../models/jsonObject";

type Path = readonly (string | number)[];

/** A change of one value; undefined takes it out. */
export interface Change {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Makes changes in JSON with comments; comments, order and everything away from the change stay as they are. An empty text is an empty object.
 * @param name how messages call the text
 * @throws ConfigurationError where it is not JSON, or something on the way is not an object
 */
export function changeJson(text: string, changes: readonly Change[], name: string): string {
  const isNew = text.trim() === "";
  let result = isNew ? "{}" : text;
  readJson(result, name);
  const formattingOptions = { ...indentation(result), eol: result.includes("\r\n") ? "\r\n" : "\n" };
  for (const { path, value } of changes) {
    result = applyEdits(result, modify(result, [...path], value, { formattingOptions }));
  }
  return isNew ? `${result}\n` : result;
}

/** The changes that make one value of another, as deep inside as possible, so that comments beside them stay. */
export function differences(path: Path, before: unknown, after: unknown): readonly Change[] {
  if (!isObject(before) || !isObject(after)) {
    return isDeepStrictEqual(before, after) ? [] : [{ path, value: after }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences([...path, key], before[key], after[key]),
  );
}

/** With a line for each value, each ended. */
export function spreadJson(text: string): string {
  return text === ""
    ? ""
    : `${applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2 })).trimEnd()}\n`;
}

/** @throws ConfigurationError where it is not JSON (comments and commas at the end are), or not an object */
export function readJson(text: string, name: string): Readonly<Record<string, unknown>> {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split("\n").length;
    throw new ConfigurationError(
      `${name} is not valid JSON (${printParseErrorCode(first.error)} in line ${String(line)}); mend it first, nothing was changed`,
    );
  }
  if (!isObject(value)) {
    throw new ConfigurationError(`${name} holds no JSON object; mend it first, nothing was changed`);
  }
  return value;
}

/** As the text does it: what the first indented line begins with. */
function indentation(text: string): { insertSpaces: boolean; tabSize: number } {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 1 : indent.length };
}
