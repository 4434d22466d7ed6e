import { queryNumber } from "./numbers";

/** The page a query asks for; limit 0 or none means all. @throws HttpError 400 */
export function page<T>(query: URLSearchParams, items: readonly T[]): readonly T[] {
  const limit = queryNumber(query, "limit", 32) ?? 0;
  const offset = queryNumber(query, "offset", 32) ?? 0;
  return items.slice(offset, limit === 0 ? undefined : offset + limit);
}

/** Characters of one piece of a streamed list. */
const pieceSize = 64 * 1024;

/** `{"<key>":[…],"count":n}` piece by piece, so that a list of any length takes little memory. */
export const listChunks = <T>(
  key: string,
  items: readonly T[],
  render: (item: T) => unknown,
  count: number,
): Generator<string> => pieces(`{"${key}":[`, items, render, `],"count":${count}}\n`);

/** The same for a bare list. */
export const arrayChunks = <T>(items: readonly T[], render: (item: T) => unknown): Generator<string> =>
  pieces("[", items, render, "]\n");

function* pieces<T>(
  head: string,
  items: readonly T[],
  render: (item: T) => unknown,
  tail: string,
): Generator<string> {
  let piece = head;
  let separator = "";
  for (const item of items) {
    piece += separator + JSON.stringify(render(item));
    separator = ",";
    if (piece.length < pieceSize) continue;
    yield piece;
    piece = "";
  }
  yield piece + tail;
}
