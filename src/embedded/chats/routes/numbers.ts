import { HttpError } from "../../http/errors";

/**
 * A 64-bit number of the query; null when it is absent.
 * @throws HttpError 400 "Query parameters have invalid values."
 */
export function readInteger(query: URLSearchParams, key: string): number | null {
  const text = query.get(key) ?? "";
  if (text === "") return null;
  if (/^\d{1,18}$/.test(text)) return Number(text);
  const problem = /^-\d+$/.test(text)
    ? "value is negative"
    : `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`;
  throw new HttpError(400, "Query parameters have invalid values.", undefined, [
    { field: key, detail: `Query param "${key}" must be a valid 64-bit positive integer: ${problem}` },
  ]);
}

/** A number in a path. @throws HttpError 400 with `message` */
export function pathNumber(text: string, message: string): number {
  if (/^-?\d{1,18}$/.test(text)) return Number(text);
  throw new HttpError(400, message, `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
