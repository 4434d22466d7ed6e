/** The lines below an agent: current task, recent history, workspace agents with apps and figures. Pure. */
import type { HistoryEntry } from "../../models/agent";
import type { AgentMetadata, WorkspaceApp } from "../../models/coder/workspace";
import { relativeTime } from "../../models/relativeTime";
import { cleanText, cut, singleLine } from "../../models/text";
import type { AgentDetails } from "../../services/agents/agentDetails";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "./agentEntry";
import type { Icon } from "./agentRow";
import { webAddress } from "./markdown";
import type { Detail } from "./treeNodes";

/** Longest label and longest tooltip, in characters. */
const LABEL_LENGTH = 120;
const TOOLTIP_LENGTH = 1_000;

interface About {
  readonly now: Date;
  readonly t: Translate;
}

/** @param history newest first */
export function agentChildren(
  { agent }: AgentEntry,
  details: Pick<AgentDetails, "apps" | "metrics" | "workspaceAgent">,
  history: readonly HistoryEntry[],
  about: About,
): readonly Detail[] {
  const { t } = about;
  const task = history.find(({ state }) => state === "prompt")?.message ?? agent.prompt ?? agent.lastTask;
  return [
    ...(task === null ? [] : [{ ...text("task", task, "target"), description: t("task") }]),
    ...(history.length === 0 ? [] : [historyDetail(history, about)]),
    ...(details.workspaceAgent === null ? [] : [workspaceAgentDetail(details, about)]),
  ];
}

function historyDetail(history: readonly HistoryEntry[], { now, t }: About): Detail {
  return {
    id: "history",
    label: t("History"),
    icon: { id: "history" },
    expanded: true,
    children: history.map((entry) => ({
      ...text(`history:${entry.id}`, entry.message, STATE_ICONS[entry.state] ?? "comment"),
      description: relativeTime(entry.created_at, now),
      ...linkTo(entry.uri),
    })),
  };
}

/** By Coder's word for a report. */
const STATE_ICONS: Readonly<Record<string, string>> = {
  prompt: "arrow-right",
  working: "gear",
  idle: "circle-large-outline",
  complete: "check",
  failure: "error",
  failed: "error",
};

function workspaceAgentDetail(
  { workspaceAgent, apps, metrics }: Pick<AgentDetails, "apps" | "metrics" | "workspaceAgent">,
  { t }: About,
): Detail {
  const { name = "", status = "", operating_system = "" } = workspaceAgent ?? {};
  return {
    id: "workspaceAgent",
    label: singleLine(name, LABEL_LENGTH),
    description: [status, operating_system].filter(Boolean).join(" · "),
    tooltip: t("Workspace agent {0}: {1}", singleLine(name, LABEL_LENGTH), status),
    icon: { id: "vm" },
    children: [...apps.filter(({ hidden }) => !hidden).map(appDetail), ...metrics.map(figureDetail)],
  };
}

function appDetail({ id, slug, display_name, health, url, external }: WorkspaceApp): Detail {
  const icon: Icon =
    health === "unhealthy" ? { id: "warning", color: "list.warningForeground" } : { id: "window" };
  return {
    ...text(`app:${id}`, display_name || slug, icon.id),
    icon,
    description: health === "disabled" ? "" : health,
    // Only an external app's address is one a browser here can open.
    ...(external ? linkTo(url) : {}),
  };
}

function figureDetail({ description, result }: AgentMetadata): Detail {
  const failed = result.error !== "";
  return {
    ...text(`figure:${description.key}`, description.display_name || description.key, "dashboard"),
    icon: failed ? { id: "warning", color: "list.warningForeground" } : { id: "dashboard" },
    description: singleLine(failed ? result.error : result.value, LABEL_LENGTH),
  };
}

function text(id: string, message: string, icon: string): Detail {
  return {
    id,
    label: singleLine(message, LABEL_LENGTH),
    tooltip: cut(cleanText(message), TOOLTIP_LENGTH),
    icon: { id: icon },
  };
}

function linkTo(address: string): Pick<Detail, "link"> {
  const link = webAddress(address);
  return link === undefined ? {} : { link };
}
