/** News of the fleet in words. Pure. */
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import type { AttentionNews, NewsReason } from "./attentionNews";

/** Longest name and longest quotation, in characters. */
const NAME_LENGTH = 60;
const QUOTE_LENGTH = 160;
/** Agents named; of more, only how many there are. */
const NAMED = 4;

/** Which news are shown: what a person chose. */
export const NOTIFICATION_CHOICES = ["all", "needsYou", "off"] as const;
export type NotificationChoice = (typeof NOTIFICATION_CHOICES)[number];

/** Those that a person wants to hear. */
export function wantedNews(
  news: readonly AttentionNews[],
  choice: NotificationChoice,
): readonly AttentionNews[] {
  switch (choice) {
    case "all":
      return news;
    case "needsYou":
      return news.filter(({ reason }) => reason !== "finished");
    case "off":
      return [];
  }
}

/** One message for all of it. */
export function noticeText(news: readonly AttentionNews[], t: Translate): string {
  const [first, ...others] = news;
  if (first !== undefined && others.length === 0) return single(first, t);
  const named = news
    .slice(0, NAMED)
    .map(({ entry, reason }) => `${nameOf(entry.agent.name)} ${verb(reason, t)}`);
  const more = news.length > NAMED ? [t("… and {0} more", news.length - NAMED)] : [];
  return t("{0} agents: {1}", news.length, [...named, ...more].join(", "));
}

function single({ entry: { agent }, reason }: AttentionNews, t: Translate): string {
  const said = reason === "finished" ? (agent.lastTask ?? "") : (agent.attention?.message ?? "");
  const quote = singleLine(said, QUOTE_LENGTH);
  return `${nameOf(agent.name)} ${verb(reason, t)}${quote === "" ? "" : `: ${quote}`}`;
}

function nameOf(name: string): string {
  return singleLine(name, NAME_LENGTH);
}

function verb(reason: NewsReason, t: Translate): string {
  switch (reason) {
    case "asks":
      return t("asks you");
    case "failed":
      return t("failed");
    case "finished":
      return t("finished");
  }
}
