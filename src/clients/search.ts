/** Coder's search syntax: `key:value` terms with a space between. */
import { ValidationError } from "../models/errors";
import { quoted } from "../models/text";

/** What can be searched by. Coder lower-cases the whole query and compares without case. */
export interface SearchTerms {
  /** User name, or `me`. */
  readonly owner?: string;
  /** Part of the name (workspaces) or the exact name (templates). */
  readonly name?: string;
  /** Workspace or template ids; any of them. */
  readonly id?: readonly string[];
  /** Name of a template. */
  readonly template?: string;
  readonly status?: string;
  readonly organization?: string;
  readonly "has-ai-task"?: boolean;
}

/** Values that need no quotes: nothing in them separates terms, keys or list items. */
const PLAIN = /^[\w.-]+$/;
/** A quote ends the quoting and cannot be escaped in Coder's syntax. */
const INEXPRESSIBLE = /["\p{Cc}\p{Cs}]/u;

/**
 * The `q` of a list request. No value can add a term, whatever it holds.
 * @throws ValidationError(bad_argument) for an empty value, or one with a double quote or control character
 */
export function searchQuery(terms: SearchTerms): string {
  return Object.entries(terms)
    .flatMap(([key, value]: [string, SearchTerms[keyof SearchTerms]]) => {
      if (value === undefined) return [];
      if (typeof value === "object") return [`${key}:${listOf(key, value)}`];
      return [`${key}:${quote(key, String(value))}`];
    })
    .join(" ");
}

/** Items are separated by commas, inside quotes too, so an item must be plain. */
function listOf(key: string, items: readonly string[]): string {
  const wrong = items.find((item) => !PLAIN.test(item));
  if (items.length === 0 || wrong !== undefined) throw refused(key, wrong ?? "");
  return items.join(",");
}

function quote(key: string, value: string): string {
  if (value === "" || INEXPRESSIBLE.test(value)) throw refused(key, value);
  return PLAIN.test(value) ? value : `"${value}"`;
}

function refused(key: string, value: string): ValidationError {
  return new ValidationError("bad_argument", {
    message: `${quoted(value)} cannot be searched for as ${key}.`,
    hint: "Give a value that is not empty and holds neither double quotes nor control characters.",
  });
}
