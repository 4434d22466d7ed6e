/** Turns a route and its values into a path that can name nothing but what the route means. */
import { ValidationError } from "../models/errors";
import { quoted } from "../models/text";

/** Control characters and lone surrogates: neither can be part of a name, the latter cannot be encoded. */
const UNSENDABLE = /[\p{Cc}\p{Cs}]/u;
const PLACEHOLDER = /\{(\w+)(\*?)\}/g;

/**
 * Fills the `{x}` of a route with percent-encoded values; `{x*}` takes several parts separated by slashes.
 * @throws ValidationError(bad_argument) where a value is empty, `.`, `..` or holds control characters.
 * @throws TypeError where the route asks for a value that was not given: a mistake in our own code.
 */
export function fillPath(path: string, params: Readonly<Record<string, string>> = {}): string {
  return path.replace(PLACEHOLDER, (_match, name: string, rest: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`route ${path} needs a value for {${name}}`);
    const parts = rest === "" ? [value] : value.split("/");
    return parts.map((part) => encodePart(name, part)).join("/");
  });
}

function encodePart(name: string, value: string): string {
  // URL parsers resolve "." and "..", also when percent-encoded, so these two can never be sent as names.
  if (value === "" || value === "." || value === ".." || UNSENDABLE.test(value)) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(value)} cannot be used as a name or id (${name}).`,
      hint: "Give a name without control characters that is neither empty, '.' nor '..'.",
    });
  }
  return encodeURIComponent(value);
}
