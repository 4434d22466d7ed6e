import { createHash, createHmac } from "node:crypto";

/**
 * A digest of a call's arguments, the same in whatever order they came.
 * @param key without it, short arguments can be guessed from their digest
 */
export function argumentsDigest(args: object, key?: string): string {
  const hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  return hash.update(JSON.stringify(args, sorted)).digest("hex");
}

/** For `JSON.stringify`: members in the order of their names. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
