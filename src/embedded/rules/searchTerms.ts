import { HttpError, type Validation } from "../http/errors";

/** A search query taken apart: values by key, in order. */
export type Terms = ReadonlyMap<string, readonly string[]>;

/**
 * Coder's search syntax: lower-cased, split at spaces outside quotes, `key:value`; a term without a key goes to
 * `defaultTerm`.
 * @throws HttpError 400 `Invalid <kind> search query.`
 */
export function parseTerms(
  kind: string,
  query: string,
  defaultTerm: (term: string) => readonly (readonly [key: string, value: string])[] | Validation,
): Terms {
  const terms = new Map<string, string[]>();
  const refuse = (detail: string) => {
    throw invalidSearch(kind, [{ field: "q", detail }]);
  };
  const add = (key: string, value: string) => terms.set(key, [...(terms.get(key) ?? []), value]);
  for (const element of split(query.toLowerCase(), " ")) {
    if (element.startsWith(":") || element.endsWith(":")) {
      refuse(`Query element "${element}" cannot start or end with ':'`);
    }
    const [key = "", value, ...more] = split(element, ":");
    if (more.length > 0) refuse(`Query element "${element}" can only contain 1 ':'`);
    if (value !== undefined) {
      add(key, unquote(value));
      continue;
    }
    const pairs = defaultTerm(unquote(key));
    if ("field" in pairs) throw invalidSearch(kind, [pairs]);
    for (const [name, part] of pairs) add(name, part);
  }
  return terms;
}

/** @throws HttpError 400 when a key is not among the allowed ones */
export function checkKeys(kind: string, terms: Terms, allowed: readonly string[]): void {
  const unknown = [...terms.keys()].filter((key) => !allowed.includes(key));
  if (unknown.length === 0) return;
  throw invalidSearch(
    kind,
    unknown.map((key) => ({ field: key, detail: `"${key}" is not a valid query param` })),
  );
}

export function invalidSearch(kind: string, validations: readonly Validation[]): HttpError {
  return new HttpError(400, `Invalid ${kind} search query.`, undefined, validations);
}

/** A value of a list key may itself be a list: `id:a,b`. */
export function list(terms: Terms, key: string): readonly string[] {
  return (terms.get(key) ?? []).flatMap((value) => value.split(",")).filter((value) => value !== "");
}

/** @throws HttpError 400 */
export function bool(kind: string, terms: Terms, key: string): boolean | null {
  const value = terms.get(key)?.at(-1);
  if (value === undefined) return null;
  if (/^(1|t|true)$/.test(value)) return true;
  if (/^(0|f|false)$/.test(value)) return false;
  const detail = `Query param "${key}" must be a valid boolean: strconv.ParseBool: parsing "${value}": invalid syntax`;
  throw invalidSearch(kind, [{ field: key, detail }]);
}

/**
 * @param noun Coder says "invalid value" of some lists and "invalid values" of others
 * @throws HttpError 400 when a value is none of the words
 */
export function words(
  kind: string,
  terms: Terms,
  key: string,
  allowed: readonly string[],
  noun: "value" | "values" = "value",
): readonly string[] {
  const values = list(terms, key);
  const wrong = values.find((value) => !allowed.includes(value));
  if (wrong === undefined) return values;
  const detail = `Query param "${key}" has invalid ${noun}: "${wrong}" is not a valid value`;
  throw invalidSearch(kind, [{ field: key, detail }]);
}

/** Splits outside double quotes. */
function split(text: string, at: string): string[] {
  const found: string[] = [];
  let part = "";
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (letter === at && !quoted) {
      if (part !== "" || at !== " ") found.push(part);
      part = "";
    } else {
      part += letter;
    }
  }
  if (part !== "" || (at !== " " && found.length > 0)) found.push(part);
  return found;
}

const unquote = (text: string) => (/^".*"$/.test(text) ? text.slice(1, -1) : text);
