import { HttpError, type Validation } from "../../http/errors";

const mostLabels = 50;
const longestKey = 64;
const longestValue = 256;
const keyPattern = "^[a-zA-Z0-9][a-zA-Z0-9._/-]*$";

/** @throws HttpError 400 with every complaint */
export function readLabels(given: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  const entries = Object.entries(given).map(([key, value]) => [key, String(value)] as const);
  const complaints =
    entries.length > mostLabels
      ? [`too many labels (${entries.length}); maximum is ${mostLabels}`]
      : entries.flatMap(([key, value]) => complaintsOf(key, value));
  if (complaints.length === 0) return Object.fromEntries(entries);
  const validations = complaints.map((detail): Validation => ({ field: "labels", detail }));
  throw new HttpError(400, "Invalid labels.", undefined, validations);
}

function complaintsOf(key: string, value: string): readonly string[] {
  if (key === "") return ["label key must not be empty"];
  const complaints: string[] = [];
  if (Buffer.byteLength(key) > longestKey) {
    complaints.push(`label key "${key}" exceeds maximum length of ${longestKey} bytes`);
  } else if (!new RegExp(keyPattern).test(key)) {
    complaints.push(`label key "${key}" contains invalid characters; must match ${keyPattern}`);
  }
  if (value === "") complaints.push(`label value for key "${key}" must not be empty`);
  if (Buffer.byteLength(value) > longestValue) {
    complaints.push(`label value for key "${key}" exceeds maximum length of ${longestValue} bytes`);
  }
  return complaints;
}

/** `key:value` pairs of a query, split at the first colon. @throws HttpError 400 */
export function readLabelFilter(
  given: readonly string[],
): readonly (readonly [key: string, value: string])[] {
  return given.map((text) => {
    const at = text.indexOf(":");
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new HttpError(
      400,
      `Invalid label filter: "${text}" (expected format key:value, both must be non-empty)`,
    );
  });
}
