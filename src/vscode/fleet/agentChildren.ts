/** The lines below an agent: what it asks, its task, what waits, its changes, cost, history and workspace. Pure. */
import type { Agent } from "../../models/agent";
import { singleLine } from "../../models/text";
import type { AgentOverview } from "../../services/agents/agentOverview";
import { agentIcon } from "./agentRow";
import { changesLine, costLine, waitingLines } from "./chatLines";
import { type About, LINE_LENGTH, textLine } from "./detailLine";
import { earlier, historyLines, taskOf } from "./historyLines";
import type { Detail } from "./treeNodes";
import { workspaceAgentLine } from "./workspaceAgentLine";

/** @param known what a closer look at the agent brought */
export function agentChildren(known: AgentOverview, about: About): readonly Detail[] {
  const { agent, chat } = known;
  const { t } = about;
  const task = taskOf(known);
  const past = historyLines(earlier(known, task), agent, about);
  return [
    ...needLines(agent),
    ...(task === null ? [] : [textLine("task", task, { id: "target" })]),
    ...waitingLines(chat?.waiting ?? [], about),
    ...changesLine(agent.chat?.pullRequest ?? null, about),
    ...costLine(chat, about),
    ...(past.length === 0
      ? []
      : [{ id: "history", label: t("History"), icon: { id: "history" }, expanded: true, children: past }]),
    ...workspaceAgentLine(known, about),
  ];
}

/** What it asks, what failed, and why it is in its state, where that is said in words. Its result is in its history. */
function needLines(agent: Agent): readonly Detail[] {
  const { attention, statusReason } = agent;
  const message = attention?.reason === "finished" ? "" : (attention?.message ?? "");
  return [
    ...(message === "" ? [] : [textLine("attention", message, stillIcon(agent))]),
    ...(statusReason === null || singleLine(statusReason, LINE_LENGTH) === singleLine(message, LINE_LENGTH)
      ? []
      : [textLine("reason", statusReason, { id: "info" })]),
  ];
}

/** One thing that turns per agent is enough. */
function stillIcon(agent: Agent) {
  const icon = agentIcon(agent);
  return icon.id.endsWith("~spin") ? { id: "info" } : icon;
}
