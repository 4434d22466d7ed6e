/**
 * The one place where Coder's several states become an agent's status (DESIGN 2, facts/coder-api.md 3, A5).
 */
import type { AgentStatus, Attention } from "../../models/agent";

/** Health of the task's app; `unknown` where the deployment does not say. */
export type AppHealth = "ok" | "initializing" | "unhealthy" | "unknown";

/** What is known of an agent, in the same words for every generation. */
export interface StatusFacts {
  /** Coder's workspace status; null while there is no workspace yet. */
  readonly workspaceStatus: string | null;
  /** Lifecycle word of the workspace agent; null where there is none. */
  readonly lifecycle: string | null;
  /** Why the workspace agent is unhealthy, Coder's words; null when it is healthy or unknown. */
  readonly unhealthyReason: string | null;
  readonly appHealth: AppHealth;
  /** Newest report of the agent: working, idle, complete, failure (failed) or a newer word; null without one. */
  readonly state: string | null;
}

/** A status, and why where Coder says so. */
export interface StatusAnswer {
  readonly status: AgentStatus;
  readonly reason: string | null;
}

/** A failed build of which only the status is known; the workspace's row has the reason. */
export const BUILD_FAILED = "the workspace's last build failed";
const APP_UNHEALTHY = "the agent's app does not answer its health check";

/** Coder's reasons for an agent that should be reachable and is not. */
const LOST_REASONS = new Set(["agent has lost connection", "agent is taking too long to connect"]);
/** The workspace agent ran its startup script, well or not: Coder looks at the app from here on. */
const STARTED_LIFECYCLES = new Set(["ready", "start_timeout", "start_error"]);
/** The workspace agent went away while its workspace runs. */
const GONE_LIFECYCLES = new Set(["shutting_down", "shutdown_timeout", "shutdown_error", "off"]);

/** The status of an agent as its workspace, workspace agent, app and newest report make it. Pure. */
export function agentStatus(facts: StatusFacts): StatusAnswer {
  switch (facts.workspaceStatus) {
    case null:
    case "pending":
      return { status: "pending", reason: null };
    case "running":
      return runningStatus(facts);
    case "starting":
    case "stopping":
    case "stopped":
    case "canceling":
    case "canceled":
    case "deleting":
    case "deleted":
      return { status: facts.workspaceStatus, reason: null };
    case "failed":
      return { status: "failed", reason: BUILD_FAILED };
    default:
      return { status: "failed", reason: `unknown workspace status '${facts.workspaceStatus}'` };
  }
}

function runningStatus(facts: StatusFacts): StatusAnswer {
  const { lifecycle, unhealthyReason } = facts;
  if (
    (unhealthyReason !== null && LOST_REASONS.has(unhealthyReason)) ||
    (lifecycle !== null && GONE_LIFECYCLES.has(lifecycle))
  ) {
    return { status: "offline", reason: unhealthyReason };
  }
  if (lifecycle === null || !STARTED_LIFECYCLES.has(lifecycle)) {
    return { status: "starting", reason: unhealthyReason };
  }
  switch (facts.appHealth) {
    case "initializing":
      return { status: "starting", reason: "the agent's app is initializing" };
    case "unhealthy":
      return { status: "failed", reason: APP_UNHEALTHY };
    case "ok":
    case "unknown":
      return { status: facts.state === "working" ? "busy" : "idle", reason: unhealthyReason };
  }
}

/** Newest report of an agent, as far as attention depends on it. */
export interface NewestReport {
  readonly state: string;
  readonly message: string;
  readonly needsUserAttention: boolean;
}

/**
 * Why somebody should look at the agent now. Tasks keep no read mark, so plain idleness is no reason; an agent
 * that says it completed its work is one until it gets new work.
 */
export function attentionFor(answer: StatusAnswer, report: NewestReport | null): Attention | null {
  const { status, reason } = answer;
  if (status === "failed") {
    return { reason: reason === APP_UNHEALTHY ? "error" : "failed", ...said(reason) };
  }
  if (status === "offline") return { reason: "offline", ...said(reason) };
  if (report === null || (status !== "idle" && status !== "stopped")) return null;
  if (report.state === "failed" || report.state === "failure") {
    return { reason: "failed", ...said(report.message) };
  }
  if (status === "stopped") return null;
  if (report.needsUserAttention) return { reason: "question", ...said(report.message) };
  return report.state === "complete" ? { reason: "finished", ...said(report.message) } : null;
}

function said(message: string | null): Pick<Attention, "message"> {
  return message === null || message === "" ? {} : { message };
}
