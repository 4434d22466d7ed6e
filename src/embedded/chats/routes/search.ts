/** The search language of the chat list (facts/coder-chats.md 4). */
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { bool, checkKeys, invalidSearch, parseTerms, type Terms, words } from "../../rules/searchTerms";
import { hasUnread, repositoryOf } from "../render/chat";
import { textOf } from "../state/text";
import type { Chat } from "../state/types";

const keys = [
  "title",
  "archived",
  "has_unread",
  "pr_status",
  "pr",
  "repo",
  "pr_title",
  "diff_url",
  "source",
  "search",
];
const prStatuses = ["open", "closed", "merged", "draft"];
const sources = ["created_by_me", "shared_with_me"];

/** @throws HttpError 400, and 500 where a plain member searches on 2.36 */
export function readSearch(context: Context): (chat: Chat) => boolean {
  const terms = parseTerms("chat", context.query.get("q") ?? "", (term) => ({
    field: "q",
    detail: `unsupported search term: ${JSON.stringify(term)}`,
  }));
  checkKeys("chat", terms, keys);
  const archived = bool("chat", terms, "archived") ?? false;
  const unread = bool("chat", terms, "has_unread");
  const states = words("chat", terms, "pr_status", prStatuses, "values");
  const source = words("chat", terms, "source", sources, "values")[0] ?? "created_by_me";
  const text = last(terms, "search");
  if (text !== undefined) checkTextSearch(context, terms);
  const tests = [
    (chat: Chat) => isFrom(context, chat, source),
    (chat: Chat) => chat.archived === archived,
    (chat: Chat) => unread === null || hasUnread(chat) === unread,
    (chat: Chat) => states.length === 0 || states.includes(stateOf(chat)),
    contains(terms, "title", (chat) => chat.title),
    contains(terms, "pr_title", (chat) => chat.diffStatus?.title ?? ""),
    equals(terms, "pr", (chat) => String(chat.diffStatus?.number ?? "")),
    equals(terms, "diff_url", (chat) => chat.diffStatus?.url ?? ""),
    equals(terms, "repo", (chat) =>
      chat.diffStatus === null ? "" : repositoryOf(chat.diffStatus).split("/").slice(-2).join("/"),
    ),
    (chat: Chat) => text === undefined || wholeText(chat).includes(text),
  ];
  return (chat) => tests.every((test) => test(chat));
}

const last = (terms: Terms, key: string) => terms.get(key)?.at(-1);

const contains = (terms: Terms, key: string, valueOf: (chat: Chat) => string) => (chat: Chat) => {
  const wanted = last(terms, key);
  return wanted === undefined || valueOf(chat).toLowerCase().includes(wanted);
};

const equals = (terms: Terms, key: string, valueOf: (chat: Chat) => string) => (chat: Chat) => {
  const wanted = last(terms, key);
  return wanted === undefined || valueOf(chat).toLowerCase() === wanted;
};

const stateOf = ({ diffStatus }: Chat): string =>
  diffStatus === null ? "" : diffStatus.draft && diffStatus.state === "open" ? "draft" : diffStatus.state;

const wholeText = (chat: Chat): string =>
  [chat.title, ...chat.messages.map(({ content }) => textOf(content))].join("\n").toLowerCase();

function isFrom({ user }: Context, chat: Chat, source: string): boolean {
  return source === "created_by_me"
    ? chat.ownerId === user.id
    : chat.ownerId !== user.id && (chat.readers.has(user.id) || chat.sharedWithAll);
}

function checkTextSearch({ generation, isOwner }: Context, terms: Terms): void {
  if (terms.has("title")) {
    throw invalidSearch("chat", [{ field: "search", detail: '"search" cannot be combined with "title"' }]);
  }
  if (generation.chatsOf === "2.36" && !isOwner) {
    throw new HttpError(500, "Failed to validate search query.", "unauthorized: rbac: forbidden");
  }
}
