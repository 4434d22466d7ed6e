/** How an agent looks in the tree. Pure: no VS Code, no clock. */
import type { Agent, AgentStatus } from "../../models/agent";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "./agentEntry";

/** Longest label or part of a description, in characters. */
const PART_LENGTH = 80;

/** A product icon and the theme colour it has. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

export interface AgentRow {
  readonly label: string;
  /** `status · elapsed · project`, after the name. */
  readonly description: string;
  readonly icon: Icon;
  /** Tags that `when` clauses of menus look for: `agent`, the status, and what can be done with it. */
  readonly contextValue: string;
  /** For screen readers, which see neither icon nor colour. */
  readonly accessibilityLabel: string;
}

/** @param withOwner where the list may hold agents of other users */
export function agentRow(
  { agent }: AgentEntry,
  { now, withOwner, t }: { readonly now: Date; readonly withOwner: boolean; readonly t: Translate },
): AgentRow {
  const label = singleLine(withOwner ? `${agent.owner}/${agent.name}` : agent.name, PART_LENGTH);
  const status = statusText(agent, t);
  const elapsed = relativeTime(agent.stateSince ?? agent.updatedAt, now);
  const project = singleLine(agent.project, PART_LENGTH);
  return {
    label,
    description: [status, elapsed, project].join(" · "),
    icon: agentIcon(agent),
    contextValue: ["agent", agent.status, ...abilities(agent)].join(" "),
    accessibilityLabel: t("{0}, {1} for {2}, project {3}", label, status, elapsed, project),
  };
}

/** The one place where an agent's state becomes an icon. */
export function agentIcon({ status, attention }: Pick<Agent, "status" | "attention">): Icon {
  if (attention?.reason === "question") return { id: "question", color: "charts.yellow" };
  if (attention?.reason === "finished") return { id: "pass-filled", color: "charts.green" };
  switch (status) {
    case "busy":
      return { id: "loading~spin", color: "charts.blue" };
    case "idle":
      return attention === null
        ? { id: "circle-large-outline", color: "charts.green" }
        : { id: "warning", color: "list.warningForeground" };
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
      return { id: "error", color: "list.errorForeground" };
    case "offline":
      return { id: "debug-disconnect", color: "list.errorForeground" };
  }
}

/** What can be done with an agent, as words for `when` clauses and for enabling commands. */
const ABILITIES = [
  "canSend",
  "canStart",
  "canCancel",
  "canPause",
  "canResume",
  "canRestart",
  "canDelete",
  "canLog",
] as const;
export type Ability = (typeof ABILITIES)[number];

export function abilities(agent: Pick<Agent, "status" | "kind">): readonly Ability[] {
  return ABILITIES.filter((ability) => {
    if (agent.kind === "workspace" && TALKING.has(ability)) return false;
    return POSSIBLE[ability].has(agent.status);
  });
}

/** Nobody can talk to an agent of which only the workspace is left. */
const TALKING: ReadonlySet<Ability> = new Set(["canSend", "canStart", "canCancel", "canLog"]);

const EXISTING: ReadonlySet<AgentStatus> = new Set([
  "pending",
  "starting",
  "idle",
  "busy",
  "stopping",
  "stopped",
  "failed",
  "canceling",
  "canceled",
  "offline",
]);

/** In which states the services accept what. */
const POSSIBLE: Record<Ability, ReadonlySet<AgentStatus>> = {
  canSend: new Set(["idle", "busy", "failed"]),
  canStart: new Set(["idle", "stopped"]),
  canCancel: new Set(["busy"]),
  canPause: new Set(["idle", "busy", "failed", "offline", "starting", "pending", "canceled"]),
  canResume: new Set(["stopped", "failed", "canceled"]),
  canRestart: EXISTING,
  canDelete: EXISTING,
  canLog: EXISTING,
};

/** The status in the person's language, with the reason why it needs them. */
export function statusText({ status, attention }: Agent, t: Translate): string {
  switch (attention?.reason) {
    case "question":
      return t("asks you");
    case "finished":
      return t("finished");
    case "failed":
      return t("failed");
    default:
      return statusWord(status, t);
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
