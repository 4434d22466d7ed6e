/** What hovering over an agent tells. Pure; the answer is markdown without anything that could run. */
import type { HistoryEntry } from "../../models/agent";
import { relativeTime } from "../../models/relativeTime";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "./agentEntry";
import { statusText } from "./agentRow";
import { dashboardUrl } from "./dashboardUrl";
import { escapeMarkdown, markdownLink } from "./markdown";

/** Longest message shown, in characters. */
const MESSAGE_LENGTH = 400;
const NAME_LENGTH = 100;

/** @param history newest first; empty where it is not known. */
export function agentTooltip(
  entry: AgentEntry,
  history: readonly HistoryEntry[],
  { now, t }: { readonly now: Date; readonly t: Translate },
): string {
  const { agent } = entry;
  const name = (text: string) => escapeMarkdown(text, NAME_LENGTH);
  const message = (text: string) => escapeMarkdown(text, MESSAGE_LENGTH);
  const line = (label: string, value: string) => `**${name(label)}** ${value}`;
  const elapsed = relativeTime(agent.stateSince ?? agent.updatedAt, now);
  const task = history.find(({ state }) => state === "prompt")?.message ?? agent.prompt;
  const address = history.find(({ uri }) => uri !== "")?.uri;
  const facts = [
    line(t("Role"), name(agent.role)),
    line(t("Project"), name(agent.project)),
    line(t("Owner"), name(agent.owner)),
    ...(agent.statusReason === null ? [] : [line(t("Reason"), message(agent.statusReason))]),
    ...(agent.lastTask === null ? [] : [line(t("Last message"), message(agent.lastTask))]),
    ...(task === null ? [] : [line(t("Task"), message(task))]),
    ...(address === undefined ? [] : [line(t("Result"), markdownLink(address, address))]),
  ];
  return [
    `### ${name(agent.displayName)}`,
    `${name(statusText(agent, t))} · ${elapsed}`,
    facts.join("  \n"),
    markdownLink(t("Open in Coder"), dashboardUrl(entry)),
  ].join("\n\n");
}
