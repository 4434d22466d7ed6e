/** What an agent was given and reported, as lines below it. Pure. */
import type { Agent, HistoryEntry } from "../../models/agent";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import type { AgentOverview } from "../../services/agents/agentOverview";
import { type About, LINE_LENGTH, linkTo, textLine, wholeText } from "./detailLine";
import { ERROR_COLOR, type Icon } from "./icon";
import type { Detail } from "./treeNodes";

/** Entries shown. */
const SHOWN = 5;

type Past = Pick<AgentOverview, "agent" | "history">;

/** The text the agent was given last. */
export function taskOf({ agent, history }: Past): string | null {
  return history.find(isPrompt)?.message ?? agent.prompt;
}

/** The history without the task that is shown on its own. */
export function earlier({ history }: Past, task: string | null): readonly HistoryEntry[] {
  const current = history.find((entry) => isPrompt(entry) && entry.message === task);
  return history.filter((entry) => entry !== current);
}

function isPrompt({ state }: HistoryEntry): boolean {
  return state === "prompt";
}

/**
 * When, then what: the other way round a narrow view would show no times.
 * @param history newest first
 */
export function historyLines(
  history: readonly HistoryEntry[],
  { status }: Agent,
  { now, t }: About,
): readonly Detail[] {
  return history.slice(0, SHOWN).map((entry, index) => {
    const { id, created_at: at, message, uri } = entry;
    const icon = iconOf(entry, index === 0 && status === "busy");
    const line = { ...textLine(`history:${id}`, message, icon), ...linkTo(uri) };
    if (at === "") return line;
    const text = singleLine(message, LINE_LENGTH);
    const ago = relativeTime(at, now);
    return {
      ...line,
      label: ago,
      description: text,
      tooltip: `${new Date(at).toLocaleString()}\n${wholeText(message)}`,
      accessibilityLabel: t("{0}, {1} ago", text, ago),
    };
  });
}

/** By Coder's word for a report. */
function iconOf({ state, needs_user_attention: asks }: HistoryEntry, isPresent: boolean): Icon {
  if (asks && state !== "complete") return { id: "question", color: "charts.yellow" };
  switch (state) {
    case "prompt":
      return { id: "account" };
    case "working":
      return isPresent
        ? { id: "play-circle", color: "charts.blue" }
        : { id: "circle-small-filled", color: "charts.blue" };
    case "idle":
      return { id: "circle-large-outline", color: "charts.green" };
    case "complete":
      return { id: "pass-filled", color: "charts.green" };
    case "failure":
    case "failed":
      return { id: "error", color: ERROR_COLOR };
    default:
      return { id: "comment" };
  }
}
