import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { queryNumber } from "../../http/numbers";
import { arrayChunks } from "../../http/page";
import type { Reply } from "../../http/reply";
import { isUuid } from "../../http/uuid";
import { renderChat } from "../render/chat";
import type { Chat } from "../state/types";
import { mayChat } from "./access";
import { readLabelFilter } from "./labels";
import { readSearch } from "./search";

const usualLimit = 50;

/** `GET /chats`: the caller's own roots, pinned ones first, then by their last change. */
export function listChats(context: Context): Reply {
  const { deployment, query } = context;
  const limit = (queryNumber(query, "limit", 32) ?? 0) || usualLimit;
  const offset = queryNumber(query, "offset", 32) ?? 0;
  const afterId = readAfterId(query);
  const labels = readLabelFilter(query.getAll("label"));
  const matches = readSearch(context);
  const found = mayChat(context)
    ? [...deployment.chats.chats.values()].filter(
        (chat) =>
          chat.parentId === null &&
          labels.every(([key, value]) => chat.labels[key] === value) &&
          matches(chat),
      )
    : [];
  found.sort(byPlace);
  const from = afterId === null ? offset : found.findIndex(({ id }) => id === afterId) + 1 + offset;
  const rows = found.slice(from, from + limit);
  return {
    kind: "chunks",
    status: 200,
    chunks: arrayChunks(rows, (chat) => renderChat(deployment, chat, "list")),
  };
}

function byPlace(one: Chat, other: Chat): number {
  const pin = (chat: Chat) => (chat.pinOrder === 0 ? Infinity : chat.pinOrder);
  if (one.pinOrder !== other.pinOrder) return pin(one) - pin(other);
  return other.updatedAt - one.updatedAt || (one.id < other.id ? 1 : -1);
}

function readAfterId(query: URLSearchParams): string | null {
  const id = query.get("after_id") ?? "";
  if (id === "") return null;
  if (isUuid(id)) return id.toLowerCase();
  throw new HttpError(400, "Query parameters have invalid values.", undefined, [
    { field: "after_id", detail: 'Query param "after_id" must be a valid uuid' },
  ]);
}
