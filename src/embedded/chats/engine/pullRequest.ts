import type { Deployment } from "../../deployment";
import type { Chat, DiffStatus } from "../state/types";

type PullRequest = Pick<
  DiffStatus,
  "number" | "title" | "branch" | "changesRequested" | "additions" | "deletions" | "commits"
>;

/** Notes an open pull request of a chat's branch, as a git provider would report it. */
export function reportPullRequest(deployment: Deployment, chat: Chat, reported: PullRequest): void {
  chat.diffStatus = {
    ...reported,
    url: `https://github.com/acme/widgets/pull/${reported.number}`,
    state: "open",
    draft: false,
    approved: false,
    changedFiles: 2,
    author: deployment.store.user(chat.ownerId).username,
    refreshedAt: Date.now(),
  };
}

/** A finished piece of work becomes a pull request. */
export function openPullRequest(deployment: Deployment, chat: Chat, title: string): void {
  const number =
    100 + [...deployment.chats.chats.values()].filter(({ diffStatus }) => diffStatus !== null).length;
  reportPullRequest(deployment, chat, {
    number,
    title: title === "" ? chat.title : title,
    branch: `agent/${chat.id.slice(0, 8)}`,
    changesRequested: false,
    additions: 2,
    deletions: 0,
    commits: 1,
  });
}
