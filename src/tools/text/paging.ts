import type { PagingFields } from "../paging";

/** `1 agent`, `2 agents`, `2 processes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;
}

/** First line of a list: how many there are, and how to get at the rest. `noun` in the singular. */
export function pageText(
  noun: string,
  shown: number,
  list: PagingFields & { readonly total_count: number },
): string {
  if (shown === list.total_count) {
    return counted(list.total_count, noun);
  }
  const from = (list.page - 1) * list.page_size + 1;
  const range = shown === 0 ? `none on page ${list.page}` : `${from}-${from + shown - 1}`;
  const next = list.has_next_page ? `; more: page=${list.page + 1} page_size=${list.page_size}` : "";
  return `${counted(list.total_count, noun)}, here ${range}${next}`;
}
