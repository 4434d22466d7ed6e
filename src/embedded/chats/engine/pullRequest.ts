import type { Deployment } from "../../deployment";
import type { Chat } from "../state/types";

/** A finished piece of work becomes a pull request, as a git provider would report it. */
export function openPullRequest(deployment: Deployment, chat: Chat, title: string): void {
  const number =
    100 + [...deployment.chats.chats.values()].filter(({ diffStatus }) => diffStatus !== null).length;
  chat.diffStatus = {
    url: `https://github.com/acme/widgets/pull/${number}`,
    number,
    state: "open",
    title: title === "" ? chat.title : title,
    draft: false,
    changesRequested: false,
    approved: false,
    additions: 2,
    deletions: 0,
    changedFiles: 2,
    commits: 1,
    author: deployment.store.user(chat.ownerId).username,
    branch: `agent/${chat.id.slice(0, 8)}`,
    refreshedAt: Date.now(),
  };
}
