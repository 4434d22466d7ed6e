import type { UpstreamDetails } from "../models/errors";
import { quoted } from "../models/text";

/** Most names listed in an error. */
const LISTED_NAMES = 20;

/**
 * Hint and details of an error about a name that is none of those there are.
 * @param what they are, in the plural
 * @param tool that shows all of them
 */
export function existingNames(
  what: string,
  names: readonly string[],
  tool: string,
): { readonly hint: string; readonly details: UpstreamDetails } {
  const listed = names.slice(0, LISTED_NAMES);
  const more = names.length > LISTED_NAMES ? `, … (${tool} shows all ${names.length})` : "";
  return {
    hint:
      names.length === 0
        ? `${what} there are: none; leave it out.`
        : `${what} there are: ${listed.map(quoted).join(", ")}${more}.`,
    details: { allowed: listed },
  };
}
