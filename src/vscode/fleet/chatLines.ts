/** What only chats have, as lines below them. Pure. */
import type { ChatDetails, PullRequest, WaitingMessage } from "../../models/agent";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { type About, linkTo, textLine, wholeText } from "./detailLine";
import { ERROR_COLOR, type Icon } from "./icon";
import type { Detail } from "./treeNodes";

/** Longest word of Coder's or of the deployment's shown, in characters. */
const WORD_LENGTH = 60;

/** Next one first. */
export function waitingLines(waiting: readonly WaitingMessage[], { now, t }: About): readonly Detail[] {
  return waiting.map(({ id, text, createdAt }) => ({
    ...textLine(`waiting:${id}`, text, { id: "mail", color: "charts.yellow" }),
    description: t("waiting {0}", relativeTime(createdAt, now)),
    tooltip: `${t("Waits until the agent has time:")}\n${wholeText(text)}`,
    waiting: id,
  }));
}

export function changesLine(changes: PullRequest | null, { t }: About): readonly Detail[] {
  if (changes === null) return [];
  const { url, number, state, changedFiles } = changes;
  const files = changedFiles === 1 ? t("1 file") : t("{0} files", changedFiles);
  const word = singleLine(state, WORD_LENGTH);
  return [
    {
      id: "changes",
      label: [...(number === null ? [] : [`#${number}`]), changedLines(changes)].join(" "),
      description: [word, files].filter(Boolean).join(" · "),
      tooltip: number === null ? t("Changes") : t("Pull request #{0}, {1}", number, word),
      icon: changesIcon(changes),
      ...linkTo(url),
    },
  ];
}

export function changedLines({ additions, deletions }: PullRequest): string {
  return `+${additions} −${deletions}`;
}

function changesIcon({ number, state }: PullRequest): Icon {
  if (number === null) return { id: "diff" };
  switch (state) {
    case "merged":
      return { id: "git-merge", color: "charts.purple" };
    case "closed":
      return { id: "git-pull-request-closed", color: ERROR_COLOR };
    default:
      return { id: "git-pull-request", color: "charts.green" };
  }
}

/** What it cost, how full its memory is, and its model; none before it did anything. */
export function costLine(chat: ChatDetails | null, about: About): readonly Detail[] {
  const [label, ...more] = chat === null ? [] : costParts(chat, about);
  if (chat === null || label === undefined) return [];
  return [
    {
      id: "cost",
      label,
      description: more.join(" · "),
      tooltip: [
        about.t("Cost, requests, tokens of the newest turn, and model"),
        ...unpricedNote(chat, about),
      ].join("\n"),
      icon: { id: "credit-card" },
    },
  ];
}

/** In the order of their weight. */
export function costParts(
  { costMicros, requests, unpricedRequests, context, model }: ChatDetails,
  { t }: Pick<About, "t">,
): readonly string[] {
  return [
    ...(requests > unpricedRequests ? [dollars(costMicros)] : []),
    ...(requests === 0 ? [] : [requests === 1 ? t("1 request") : t("{0} requests", requests)]),
    ...(context === null ? [] : [t("{0} of {1} tokens", short(context.tokens), short(context.limit))]),
    ...(model === null ? [] : [singleLine(model, WORD_LENGTH)]),
  ];
}

function unpricedNote({ unpricedRequests }: ChatDetails, { t }: About): readonly string[] {
  return unpricedRequests === 0 ? [] : [t("{0} requests have no known price.", unpricedRequests)];
}

/** Prices are in millionths of a dollar, as Coder's own pages show them; small sums keep two digits that count. */
function dollars(micros: number): string {
  const amount = micros / 1_000_000;
  return `$${amount.toFixed(amount === 0 || amount >= 0.01 ? 2 : 4)}`;
}

function short(count: number): string {
  return new Intl.NumberFormat("en", { notation: "compact" }).format(count);
}
