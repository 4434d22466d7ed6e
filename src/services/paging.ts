/** One page of a list that is there as a whole. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Of the whole list. */
  readonly totalCount: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** Cuts a page out of a whole list. */
export function pageOf<T>(all: readonly T[], page: number, pageSize: number): Page<T> {
  return {
    items: all.slice((page - 1) * pageSize, page * pageSize),
    totalCount: all.length,
    page,
    pageSize,
  };
}
