/** The paging fields that all lists share, as Fleet MCP names them. */
import * as z from "zod";
import { integer, optional } from "./arguments";

/** Farthest page that can be asked for. */
const FARTHEST_PAGE = 1_000_000;

/**
 * The arguments by which a list is asked for page by page.
 * @param most rows a page may have
 * @param standard rows of a page where the caller does not say
 */
export function pageArguments(most: number, standard: number) {
  return {
    page: optional(integer(1, FARTHEST_PAGE)),
    page_size: optional(integer(1, most)).describe(`Default ${standard}`),
  };
}

/** The fields of an answer that say which page it is. */
export const pagingSchema = {
  page: z.int(),
  page_size: z.int(),
  has_next_page: z.boolean(),
  has_previous_page: z.boolean(),
};

/** What `pagingSchema` describes. */
export interface PagingFields {
  page: number;
  page_size: number;
  has_next_page: boolean;
  has_previous_page: boolean;
}

/** Which page a list is, as fields of an answer. */
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
