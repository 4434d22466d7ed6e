/** How an agent looks in the tree. Pure: no VS Code, no clock. */
import { type Agent, type AgentStatus, NO_PROJECT } from "../../models/agent";
import { secondsSince, durationText } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import { abilities } from "./abilities";
import type { AgentEntry } from "./agentEntry";
import { type GroupBy, groupTellsStatus } from "./arrange";
import { ERROR_COLOR, type Icon, WARNING_COLOR } from "./icon";

/** Longest label or part of a description, in characters. */
const PART_LENGTH = 80;

export interface AgentRow {
  readonly label: string;
  /** `owner · status · elapsed · project`, after the name; without what the group above says already. */
  readonly description: string;
  readonly icon: Icon;
  /** Has answers its owner has not looked at. */
  readonly unread: boolean;
  /** Tags that `when` clauses of menus look for: `agent`, the status, and what can be done with it. */
  readonly contextValue: string;
  /** For screen readers, which see neither icon nor colour. */
  readonly accessibilityLabel: string;
}

interface Surroundings {
  readonly now: Date;
  /** Where the list may hold agents of other users. */
  readonly withOwner: boolean;
  /** What the row stands below; absent outside the tree. */
  readonly groupedBy?: GroupBy;
  readonly t: Translate;
}

export function agentRow(
  { agent, isSubAgent }: AgentEntry,
  { now, withOwner, groupedBy, t }: Surroundings,
): AgentRow {
  // Names come first, also before owners: a narrow view has room for little else.
  const label = singleLine(agent.name, PART_LENGTH);
  const owner = withOwner && !isSubAgent && groupedBy !== "owner" ? singleLine(agent.owner, PART_LENGTH) : "";
  const status = statusText(agent, t);
  const elapsed = elapsedText(agent, now, t);
  const project = singleLine(agent.project, PART_LENGTH);
  const unread = agent.chat?.unread === true;
  const shown = [
    owner,
    groupedBy === "status" && !isSubAgent && groupTellsStatus(agent) ? "" : status,
    elapsed,
    groupedBy === "project" || isSubAgent || agent.project === NO_PROJECT ? "" : project,
  ];
  const asks = agent.attention?.reason === "question" ? ["asks"] : [];
  return {
    label,
    description: shown.filter(Boolean).join(" · "),
    icon: agentIcon(agent),
    unread,
    contextValue: ["agent", agent.status, ...asks, ...abilities(agent, isSubAgent)].join(" "),
    accessibilityLabel: [
      elapsed === "" ? `${label}, ${status}` : t("{0}, {1} for {2}", label, status, elapsed),
      t("project {0}", project),
      ...(owner === "" ? [] : [t("owner {0}", owner)]),
      ...(unread ? [t("unread")] : []),
    ].join(", "),
  };
}

/** How long it has been in its state, in whole minutes so that rows rest; empty where that is not known. */
export function elapsedText({ stateSince, updatedAt }: Agent, now: Date, t: Translate): string {
  const seconds = secondsSince(stateSince ?? updatedAt, now);
  if (seconds === null) return "";
  return seconds < 60 ? t("now") : durationText(seconds);
}

/** The one place where an agent's state becomes an icon. */
export function agentIcon({ status, attention, chat }: Pick<Agent, "status" | "attention" | "chat">): Icon {
  if (chat?.archived === true) return { id: "archive", color: "descriptionForeground" };
  if (attention?.reason === "question") return { id: "question", color: "charts.yellow" };
  if (attention?.reason === "finished") return { id: "pass-filled", color: "charts.green" };
  switch (status) {
    case "busy":
      return { id: "loading~spin", color: "charts.blue" };
    case "idle":
      return attention === null
        ? { id: "circle-large-outline", color: "charts.green" }
        : { id: "warning", color: WARNING_COLOR };
    case "pending":
      return { id: "clock", color: "charts.yellow" };
    case "starting":
      return { id: "rocket", color: "charts.yellow" };
    case "stopping":
    case "canceling":
    case "deleting":
      return { id: "sync~spin", color: "descriptionForeground" };
    case "stopped":
      return { id: "debug-pause", color: "descriptionForeground" };
    case "canceled":
      return { id: "circle-slash", color: "descriptionForeground" };
    case "deleted":
      return { id: "trash", color: "descriptionForeground" };
    case "failed":
      return { id: "error", color: ERROR_COLOR };
    case "offline":
      return { id: "debug-disconnect", color: ERROR_COLOR };
  }
}

/** The status in the person's language, with the reason why it needs them. */
export function statusText({ status, attention, chat }: Agent, t: Translate): string {
  if (chat?.archived === true) return t("archived");
  switch (attention?.reason) {
    case "question":
      return t("asks");
    case "finished":
      return t("done");
    case "failed":
      return t("failed");
    default:
      return status === "busy" && chat?.planMode === true ? t("planning") : statusWord(status, t);
  }
}

function statusWord(status: AgentStatus, t: Translate): string {
  switch (status) {
    case "pending":
      return t("pending");
    case "starting":
      return t("starting");
    case "idle":
      return t("idle");
    case "busy":
      return t("working");
    case "stopping":
      return t("stopping");
    case "stopped":
      return t("paused");
    case "failed":
      return t("failed");
    case "canceling":
      return t("canceling");
    case "canceled":
      return t("canceled");
    case "deleting":
      return t("deleting");
    case "deleted":
      return t("deleted");
    case "offline":
      return t("offline");
  }
}
