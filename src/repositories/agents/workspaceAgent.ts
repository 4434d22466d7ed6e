/** Reading an agent out of its workspace: where the deployment has no task row for it, or none that can be asked. */
import { type Agent, type AgentKind, UNKNOWN_ROLE } from "../../models/agent";
import {
  type AppStatus,
  type Workspace,
  type WorkspaceAgent,
  workspaceAgentsOf,
  type WorkspaceApp,
  type WorkspaceBuild,
} from "../../models/coder/workspace";
import { agentStatus, type AppHealth, attentionFor } from "./status";

/** The task's app in a workspace, with the workspace agent it runs on. */
export interface AgentApp {
  readonly app: WorkspaceApp;
  readonly workspaceAgent: WorkspaceAgent;
}

/**
 * Finds the task's app. `appId` is what the task row names; without it the build's own word counts (2.24 to
 * 2.28: `ai_task_sidebar_app_id`), then the app that reported last. Undefined while the workspace is stopped.
 */
export function findAgentApp(workspace: Workspace, appId: string | null): AgentApp | undefined {
  const build = workspace.latest_build;
  const wanted =
    appId ?? build?.task_app_id ?? build?.ai_task_sidebar_app_id ?? workspace.latest_app_status?.app_id;
  for (const workspaceAgent of workspaceAgentsOf(workspace)) {
    const app = workspaceAgent.apps.find(({ id }) => id === wanted);
    if (app !== undefined) return { app, workspaceAgent };
  }
  return undefined;
}

/** The agent's reports since the current start, newest first; while stopped only the newest is kept. */
export function agentReports(workspace: Workspace, appId: string | null): readonly AppStatus[] {
  const found = findAgentApp(workspace, appId);
  // Coder 2.26 lists them oldest first, 2.36 newest first.
  if (found !== undefined && found.app.statuses.length > 0) {
    return [...found.app.statuses].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  }
  const newest = workspace.latest_app_status;
  return newest === null || isOutdated(newest, workspace.latest_build) ? [] : [newest];
}

/** A report from before the newest start says nothing of the agent as it is now. */
function isOutdated(report: AppStatus, build: WorkspaceBuild | null): boolean {
  return build?.transition === "start" && Date.parse(report.created_at) < Date.parse(build.created_at);
}

/** The agent that lives in a workspace. `id` is its id in its API. */
export function agentFromWorkspace(workspace: Workspace, kind: AgentKind, id: string): Agent {
  const build = workspace.latest_build;
  const found = findAgentApp(workspace, null);
  // A task's status is its own workspace agent's; without a known app every one counts.
  const watched = found === undefined ? workspaceAgentsOf(workspace) : [found.workspaceAgent];
  const worst = watched.find(isLost) ?? watched.find(({ lifecycle_state }) => lifecycle_state !== "ready");
  const deciding = worst ?? watched[0];
  const newest = agentReports(workspace, null)[0];
  const answer = agentStatus({
    workspaceStatus: build?.status ?? null,
    lifecycle: deciding?.lifecycle_state ?? null,
    unhealthyReason: unhealthyReason(deciding),
    appHealth: appHealth(found?.app),
    state: newest?.state ?? null,
  });
  return {
    kind,
    id,
    name: workspace.name,
    displayName: workspace.name,
    owner: workspace.owner_name,
    status: answer.status,
    statusReason: build?.job.error ?? answer.reason,
    attention: attentionFor(
      answer,
      newest === undefined
        ? null
        : {
            state: newest.state,
            message: newest.message,
            needsUserAttention: newest.needs_user_attention,
          },
    ),
    project: workspace.template_display_name || workspace.template_name,
    templateId: workspace.template_id,
    templateVersionId: build?.template_version_id ?? null,
    role: UNKNOWN_ROLE,
    lastTask: newest === undefined || newest.message === "" ? null : newest.message,
    ...(newest === undefined || newest.uri === "" ? {} : { link: newest.uri }),
    prompt: null,
    workspace: {
      id: workspace.id,
      name: workspace.name,
      workspaceAgentId: found?.workspaceAgent.id ?? watched[0]?.id ?? null,
      appId: found?.app.id ?? null,
      ...(build === null ? {} : { buildNumber: build.build_number }),
    },
    createdAt: workspace.created_at,
    updatedAt: workspace.updated_at,
    stateSince: newest?.created_at ?? null,
  };
}

function isLost(agent: WorkspaceAgent): boolean {
  return agent.status === "disconnected" || agent.status === "timeout";
}

/** Coder's reason, or the same words where an older deployment gives only the connection's state. */
function unhealthyReason(agent: WorkspaceAgent | undefined): string | null {
  if (agent === undefined || agent.health?.healthy === true) return null;
  if (agent.health?.reason !== undefined) return agent.health.reason;
  if (agent.status === "disconnected") return "agent has lost connection";
  return agent.status === "timeout" ? "agent is taking too long to connect" : null;
}

function appHealth(app: WorkspaceApp | undefined): AppHealth {
  switch (app?.health) {
    case "healthy":
    case "disabled":
      return "ok";
    case "initializing":
      return "initializing";
    case "unhealthy":
      return "unhealthy";
    default:
      return "unknown";
  }
}
