/**
 * Request bodies as Go's encoding/json and Coder's validator read them: the same refusals with the same words
 * (recordings/…/create_bad_json, create_wrong_type, create_bad_uuid).
 */
import type { Context } from "./context";
import { HttpError, type Validation } from "./errors";
import { uuidProblem } from "./uuid";

/** How a field is read; `struct` is the name of the Go type in messages. */
export type FieldKind =
  "string" | "bool" | "int64" | "uuid" | "[]parameter" | "[]part" | "[]any" | "map" | "[]string" | "time";

type Value<K extends FieldKind> = K extends "string" | "uuid" | "time"
  ? string
  : K extends "bool"
    ? boolean
    : K extends "int64"
      ? number
      : K extends "[]string"
        ? string[]
        : K extends "[]parameter"
          ? { name: string; value: string }[]
          : K extends "[]part" | "[]any"
            ? unknown[]
            : Record<string, unknown>;

/** The fields that were given. */
export type Decoded<F extends Record<string, FieldKind>> = { [N in keyof F]?: Value<F[N]> };

const invalid = (detail: string) => new HttpError(400, "Request body must be valid JSON.", detail);

/**
 * Reads the body of a request. Unknown keys are ignored, null counts as absent.
 * @throws HttpError 400 "Request body must be valid JSON." with the decoder's text
 */
export async function readBody<F extends Record<string, FieldKind>>(
  context: Context,
  struct: string,
  fields: F,
): Promise<Decoded<F>> {
  const value = parse((await context.body()).toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(`json: cannot unmarshal ${goKind(value)} into Go value of type codersdk.${struct}`);
  }
  const decoded: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(value)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (kind === undefined || content === null) continue;
    checkField(struct, name, kind, content);
    decoded[name] = content;
  }
  return decoded as Decoded<F>;
}

function checkField(struct: string, name: string, kind: FieldKind, content: unknown): void {
  const mismatch = (type: string, at = name, found: unknown = content) =>
    invalid(`json: cannot unmarshal ${goKind(found)} into Go struct field ${struct}.${at} of type ${type}`);
  switch (kind) {
    case "string":
      if (typeof content !== "string") throw mismatch("string");
      return;
    case "time":
      if (typeof content !== "string" || Number.isNaN(Date.parse(content))) {
        const text = JSON.stringify(content);
        throw invalid(`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse`);
      }
      return;
    case "bool":
      if (typeof content !== "boolean") throw mismatch("bool");
      return;
    case "int64":
      if (typeof content !== "number" || !Number.isInteger(content)) throw mismatch("int64");
      return;
    case "uuid": {
      if (typeof content !== "string") throw mismatch("uuid.UUID");
      const problem = uuidProblem(content);
      if (problem !== null) throw invalid(problem);
      return;
    }
    case "map":
      if (typeof content !== "object" || Array.isArray(content)) throw mismatch("map[string]string");
      return;
    case "[]string":
      if (!Array.isArray(content)) throw mismatch("[]string");
      for (const item of content) if (typeof item !== "string") throw mismatch("string", name, item);
      return;
    case "[]part":
      if (!Array.isArray(content)) throw mismatch("[]codersdk.ChatInputPart");
      return;
    case "[]any":
      if (!Array.isArray(content)) throw mismatch("[]interface {}");
      return;
    case "[]parameter":
      if (!Array.isArray(content)) throw mismatch("[]codersdk.WorkspaceBuildParameter");
      for (const item of content) checkParameter(mismatch, name, item);
      return;
  }
}

function checkParameter(
  mismatch: (type: string, at?: string, found?: unknown) => HttpError,
  name: string,
  item: unknown,
): void {
  if (typeof item !== "object" || item === null) {
    throw mismatch("codersdk.WorkspaceBuildParameter", name, item);
  }
  for (const key of ["name", "value"]) {
    const part: unknown = Reflect.get(item, key);
    if (part === undefined) Reflect.set(item, key, "");
    else if (typeof part !== "string") throw mismatch("string", `${name}.${key}`, part);
  }
}

function parse(text: string): unknown {
  if (text.trim() === "") throw invalid("EOF");
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (/end of JSON input|Unterminated/.test(message)) throw invalid("unexpected EOF");
    const literal = brokenLiteral(text.trim());
    if (literal !== null) throw invalid(literal);
    const place = /position (\d+)/.exec(message)?.[1];
    const at = place === undefined ? text.trim().slice(0, 1) : (text[Number(place)] ?? "");
    throw invalid(`invalid character '${at}' looking for beginning of value`);
  }
}

/** What Go says of a text that begins like `null`, `true` or `false` and goes on otherwise. */
function brokenLiteral(text: string): string | null {
  const word = ["null", "true", "false"].find((one) => one.startsWith(text.slice(0, 1)));
  if (word === undefined) return null;
  const at = Array.from(word).findIndex((letter, index) => text[index] !== letter);
  const found = text[at];
  if (at < 0 || found === undefined) return null;
  return `invalid character '${found}' in literal ${word} (expecting '${word[at] ?? ""}')`;
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** Collects what Coder's validator complains about; all complaints come in one answer. */
export class Validator {
  readonly #complaints: Validation[] = [];

  /** Complains when `ok` is false, in the validator's words. */
  check(ok: boolean, field: string, tag: string, value: string | number): void {
    if (ok) return;
    this.#complaints.push({
      field,
      detail: `Validation failed for tag "${tag}" with value: "${value}"`,
    });
  }

  /** @throws HttpError 400 "Validation failed." when anything was wrong */
  finish(): void {
    if (this.#complaints.length > 0) {
      throw new HttpError(400, "Validation failed.", undefined, this.#complaints);
    }
  }
}
