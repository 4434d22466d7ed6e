import type { ServerResponse } from "node:http";

/** What a handler answers. `stream` writes the rest itself after the status line and headers are set. */
export type Reply = (
  | { readonly kind: "json"; readonly status: number; readonly body: unknown }
  | { readonly kind: "text"; readonly status: number; readonly body: string; readonly type: string }
  | { readonly kind: "empty"; readonly status: number }
  /** Pieces of one JSON document, so that a large list is never a whole string. */
  | { readonly kind: "chunks"; readonly status: number; readonly chunks: Iterable<string> }
  | { readonly kind: "stream"; readonly write: (response: ServerResponse) => void }
) & { readonly headers?: Readonly<Record<string, string>> };

/** Answers with JSON. */
export const json = (body: unknown, status = 200): Reply => ({ kind: "json", status, body });
/** Answers without a body. */
export const empty = (status = 204): Reply => ({ kind: "empty", status });
/** Answers with plain text. */
export const text = (body: string, status = 200, type = "text/plain; charset=utf-8"): Reply => ({
  kind: "text",
  status,
  body,
  type,
});
/** Answers with a page. */
export const html = (body: string, status = 200): Reply => text(body, status, "text/html; charset=utf-8");
