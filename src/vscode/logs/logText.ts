/** An agent's conversation as plain text. Pure. */
import type { Agent, LogEntry } from "../../models/agent";
import { cleanText, singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import { statusText } from "../fleet/agentRow";

export interface ShownLog {
  readonly agent: Agent;
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Entries before the first one shown. */
  readonly omitted: number;
  /** When it was saved, where it is what was saved at the last stop; ISO 8601. */
  readonly snapshotAt: string | null;
  readonly snapshot: boolean;
}

export function logText({ agent, entries, omitted, snapshot, snapshotAt }: ShownLog, t: Translate): string {
  const head = [singleLine(agent.name), statusText(agent, t), singleLine(agent.project)].join(" · ");
  const notes = [
    ...(snapshot
      ? [t("Saved when the agent stopped{0}", snapshotAt === null ? "" : ` (${snapshotAt})`)]
      : []),
    ...(omitted > 0 ? [t("{0} older entries are not shown", omitted)] : []),
    ...(entries.length === 0 ? [t("Nothing was said yet.")] : []),
  ];
  return [
    [head, ...notes].join("\n"),
    ...entries.map(({ content, type, time }) =>
      [`── ${type === "input" ? t("to the agent") : t("agent")} · ${time}`, cleanText(content).trim()].join(
        "\n",
      ),
    ),
  ].join("\n\n");
}
