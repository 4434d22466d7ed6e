/** Where the embedded deployment is knowingly not like a real one, and why. A stale entry fails the run. */
export interface KnownDifference {
  /** `<version>/<area>/<name>` of the recording. */
  readonly file: string;
  readonly reason: string;
}

const nightlyScript =
  "a cron script of the template had run once by then; the embedded deployment keeps no such clock";

const unseenReader =
  "a stream that nobody kept had marked the chat as read; streams are opened only where a recording has one";

export const knownDifferences: readonly KnownDifference[] = [
  { file: "2.36.1/workspaces/list_q_several_ids", reason: nightlyScript },
  { file: "2.36.1/workspaces/list_q_exact_owner_name", reason: nightlyScript },
  { file: "2.36.1/chats-live/unread_list_after", reason: unseenReader },
  {
    file: "2.36.1/chats-live/list_with_errors",
    reason:
      "nobody kept how its chats were begun; here they begin shortly before they are first spoken of, some after this",
  },
];
