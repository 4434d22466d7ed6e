/** The paging fields that all lists share, as Fleet MCP names them. */
import * as z from "zod";

export const pagingSchema = {
  page: z.int(),
  page_size: z.int(),
  has_next_page: z.boolean(),
  has_previous_page: z.boolean(),
};

export interface PagingFields {
  page: number;
  page_size: number;
  has_next_page: boolean;
  has_previous_page: boolean;
}

export function pagingFields(list: {
  readonly totalCount: number;
  readonly page: number;
  readonly pageSize: number;
}): PagingFields {
  return {
    page: list.page,
    page_size: list.pageSize,
    has_next_page: list.page * list.pageSize < list.totalCount,
    has_previous_page: list.page > 1 && list.totalCount > 0,
  };
}
