import { HttpError, type Validation } from "./errors";

/**
 * A whole number of the query; absent or empty gives `otherwise`.
 * @throws HttpError 400 "Query parameters have invalid values."
 */
function queryNumber(query: URLSearchParams, key: string, otherwise: number): number {
  const value = query.get(key);
  if (value === null || value === "") return otherwise;
  if (/^\d+$/.test(value) && Number(value) <= 2 ** 31 - 1) return Number(value);
  const problem: Validation = {
    field: key,
    detail: `Query param "${key}" must be a valid 32-bit positive integer: strconv.ParseInt: parsing "${value}": invalid syntax`,
  };
  throw new HttpError(400, "Query parameters have invalid values.", undefined, [problem]);
}

/** The page a query asks for; limit 0 or none means all. @throws HttpError 400 */
export function page<T>(query: URLSearchParams, items: readonly T[]): readonly T[] {
  const limit = queryNumber(query, "limit", 0);
  const offset = queryNumber(query, "offset", 0);
  return items.slice(offset, limit === 0 ? undefined : offset + limit);
}

/** Characters of one piece of a streamed list. */
const pieceSize = 64 * 1024;

/** `{"<key>":[…],"count":n}` piece by piece, so that a list of any length takes little memory. */
export function* listChunks<T>(
  key: string,
  items: readonly T[],
  render: (item: T) => unknown,
  count: number,
): Generator<string> {
  let piece = `{"${key}":[`;
  let separator = "";
  for (const item of items) {
    piece += separator + JSON.stringify(render(item));
    separator = ",";
    if (piece.length < pieceSize) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}],"count":${count}}\n`;
}
