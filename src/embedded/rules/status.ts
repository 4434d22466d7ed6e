import { latestBuild } from "../state/store";
import type { App, Build, Workspace, WorkspaceAgent } from "../state/types";

/** Coder's words. */
export type WorkspaceStatus =
  | "pending"
  | "starting"
  | "running"
  | "stopping"
  | "stopped"
  | "deleting"
  | "deleted"
  | "failed"
  | "canceling"
  | "canceled";

const whileRunning = { start: "starting", stop: "stopping", delete: "deleting" } as const;
const afterSuccess = { start: "running", stop: "stopped", delete: "deleted" } as const;

/** Coder's workspace status: the job's state seen together with what the build is for. */
export function buildStatus(build: Build): WorkspaceStatus {
  switch (build.job.status) {
    case "running":
      return whileRunning[build.transition];
    case "succeeded":
      return afterSuccess[build.transition];
    case "pending":
    case "canceling":
    case "canceled":
    case "failed":
      return build.job.status;
  }
}

export const workspaceStatus = (workspace: Workspace): WorkspaceStatus => buildStatus(latestBuild(workspace));

/** Whether the workspace agent is well, and why not. */
export interface AgentHealth {
  readonly healthy: boolean;
  readonly reason?: string;
}

/** Health of a workspace agent with Coder's reasons. */
export function agentHealth(agent: WorkspaceAgent): AgentHealth {
  const unhealthy = (reason: string) => ({ healthy: false, reason });
  if (agent.lifecycle === "off") return unhealthy("agent is not running");
  switch (agent.connection) {
    case "connecting":
      return unhealthy("agent has not yet connected");
    case "timeout":
      return unhealthy("agent is taking too long to connect");
    case "disconnected":
      return unhealthy("agent has lost connection");
    case "connected":
      break;
  }
  if (agent.lifecycle === "start_error") return unhealthy("agent startup script exited with an error");
  if (agent.lifecycle === "shutting_down") return unhealthy("agent is shutting down");
  return { healthy: true };
}

/** Coder's words. */
export type TaskStatus = "pending" | "initializing" | "active" | "paused" | "unknown" | "error";

/** A task's status, computed from build, then workspace agent, then app (facts/coder-api.md 3). */
export function taskStatus(workspace: Workspace, aiTaskApp: string | null): TaskStatus {
  const { job, transition, agent } = latestBuild(workspace);
  switch (job.status) {
    case "failed":
    case "canceling":
    case "canceled":
      return "error";
    case "pending":
      return transition === "start" ? "pending" : "unknown";
    case "running":
      return transition === "start" ? "initializing" : "unknown";
    case "succeeded":
      break;
  }
  if (transition !== "start") return "paused";
  if (agent === null) return "initializing";
  switch (agent.lifecycle) {
    case "created":
    case "starting":
      return "initializing";
    case "shutting_down":
    case "off":
      return "unknown";
    case "ready":
    case "start_timeout":
    case "start_error":
      return appTaskStatus(agent.apps.find((app) => app.blueprint.slug === aiTaskApp));
  }
}

function appTaskStatus(app: App | undefined): TaskStatus {
  switch (app?.health) {
    case undefined:
      return "unknown";
    case "initializing":
      return "initializing";
    case "unhealthy":
      return "error";
    case "healthy":
    case "disabled":
      return "active";
  }
}
