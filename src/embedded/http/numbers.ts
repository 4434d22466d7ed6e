import { HttpError } from "./errors";

/**
 * A whole number of the query, with at most so many bits; null when it is absent or empty.
 * @throws HttpError 400 "Query parameters have invalid values."
 */
export function queryNumber(query: URLSearchParams, key: string, bits: 32 | 64): number | null {
  const text = query.get(key) ?? "";
  if (text === "") return null;
  const fits = bits === 32 ? Number(text) < 2 ** 31 : text.length <= 18;
  if (/^\d+$/.test(text) && fits) return Number(text);
  const problem = /^-\d+$/.test(text) ? "value is negative" : syntaxProblem(text);
  throw new HttpError(400, "Query parameters have invalid values.", undefined, [
    { field: key, detail: `Query param "${key}" must be a valid ${bits}-bit positive integer: ${problem}` },
  ]);
}

/** A whole number that stands by itself, as in a path. @throws HttpError 400 with `message` */
export function wholeNumber(text: string, message: string): number {
  if (/^-?\d{1,18}$/.test(text)) return Number(text);
  throw new HttpError(400, message, syntaxProblem(text));
}

const syntaxProblem = (text: string) => `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`;
