/** What hovering over an agent tells. Pure; the answer is markdown without anything that could run. */
import type { Agent, PullRequest } from "../../models/agent";
import { singleLine } from "../../models/text";
import type { AgentOverview } from "../../services/agents/agentOverview";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "./agentEntry";
import { elapsedText, statusText } from "./agentRow";
import { changedLines, costParts } from "./chatLines";
import { dashboardUrl } from "./dashboardUrl";
import { taskOf } from "./historyLines";
import { escapeMarkdown, markdownLink } from "./markdown";

/** Longest message and longest name shown, in characters. */
const MESSAGE_LENGTH = 400;
const NAME_LENGTH = 100;

/** @param known what a closer look brought; undefined where there was no time for one */
export function agentTooltip(
  entry: AgentEntry,
  known: AgentOverview | undefined,
  { now, t }: { readonly now: Date; readonly t: Translate },
): string {
  const agent = lookedAt(entry.agent, known);
  const head = [statusText(agent, t), elapsedText(entry.agent, now, t)].filter(Boolean).join(" · ");
  return [
    `### ${escapeMarkdown(entry.agent.name, NAME_LENGTH)}`,
    escapeMarkdown(head, NAME_LENGTH),
    [...texts(agent, known, t), ...facts(agent, known, t)].join("  \n"),
    markdownLink(t("Open in Coder"), dashboardUrl(entry)),
  ].join("\n\n");
}

/** A look at one agent tells more than the list, except what its owner has not seen yet. */
function lookedAt(listed: Agent, known: AgentOverview | undefined): Agent {
  if (known === undefined) return listed;
  const unseen = listed.attention?.reason === "finished" ? listed.attention : null;
  return { ...known.agent, attention: known.agent.attention ?? unseen };
}

/** What was said; no text twice, since titles and summaries often repeat the prompt. */
function texts(agent: Agent, known: AgentOverview | undefined, t: Translate): readonly string[] {
  const said = new Set([singleLine(agent.name)]);
  const { attention } = agent;
  const lines: readonly (readonly [label: string, text: string | null | undefined])[] = [
    // What it finished with is its last message.
    ...(attention === null || attention.reason === "finished"
      ? []
      : [[attention.reason === "question" ? t("Asks") : t("Reason"), attention.message] as const]),
    [t("Reason"), agent.statusReason],
    [t("Task"), taskOf({ agent, history: known?.history ?? [] })],
    [t("Last message"), agent.lastTask],
    [t("Title"), agent.displayName],
  ];
  return lines.flatMap(([label, text]) => {
    const plain = singleLine(text ?? "");
    if (plain === "" || said.has(plain)) return [];
    said.add(plain);
    return [line(label, escapeMarkdown(text ?? "", MESSAGE_LENGTH))];
  });
}

function facts(agent: Agent, known: AgentOverview | undefined, t: Translate): readonly string[] {
  const name = (text: string) => escapeMarkdown(text, NAME_LENGTH);
  const address = known?.history.find(({ uri }) => uri !== "")?.uri;
  const changes = agent.chat?.pullRequest ?? null;
  const cost = known?.chat ? costParts(known.chat, { t }) : [];
  return [
    line(t("Role"), name(agent.role)),
    line(t("Project"), name(agent.project)),
    line(t("Owner"), name(agent.owner)),
    ...(changes === null ? [] : [line(t("Changes"), changesText(changes))]),
    ...(address === undefined ? [] : [line(t("Result"), markdownLink(address, address))]),
    ...(cost.length === 0 ? [] : [line(t("Cost"), name(cost.join(" · ")))]),
  ];
}

/** Branch or pull request, as a link. */
function changesText(changes: PullRequest): string {
  const { url, number, state } = changes;
  const named = number === null ? url : [`#${number}`, state].join(" ").trim();
  return [markdownLink(named, url), escapeMarkdown(changedLines(changes), NAME_LENGTH)].join(" ").trim();
}

function line(label: string, value: string): string {
  return `**${escapeMarkdown(label, NAME_LENGTH)}** ${value}`;
}
