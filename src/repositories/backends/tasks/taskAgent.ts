/** A task row as an agent. Pure. */
import { type Agent, UNKNOWN_ROLE } from "../../../models/agent";
import type { Task } from "../../../models/coder/task";
import { agentStatus, type AppHealth, attentionFor } from "../../agents/status";

/** What Coder says in an agent's name before the agent itself has spoken (facts/coder-api.md 3). */
const SYNTHESISED_MESSAGES = new Set([
  "Workspace is pending",
  "Workspace is starting",
  "Initializing workspace",
  "Agent is connecting",
  "Agent is starting",
  "App is initializing",
  "Initializing workspace applications",
]);

/** The agent a task row tells of, whichever generation answered it. Its role is not filled. */
export function agentFromTask(task: Task): Agent {
  const report = isSynthesised(task) ? null : task.current_state;
  const answer = agentStatus({
    // Generation 1 has the workspace's status where generation 2 has the task's own.
    workspaceStatus: task.workspace_status ?? (task.workspace_id === null ? null : task.status),
    lifecycle: task.workspace_agent_lifecycle,
    unhealthyReason:
      task.workspace_agent_health?.healthy === false ? (task.workspace_agent_health.reason ?? null) : null,
    appHealth: appHealth(task),
    state: report?.state ?? null,
  });
  return {
    kind: "task",
    id: task.id,
    name: task.name,
    displayName: task.display_name || task.name,
    owner: task.owner_name,
    status: answer.status,
    statusReason: answer.reason,
    attention: attentionFor(
      answer,
      report === null ? null : { state: report.state, message: report.message, needsUserAttention: false },
    ),
    project: task.template_display_name || task.template_name,
    templateId: task.template_id,
    templateVersionId: task.template_version_id,
    role: UNKNOWN_ROLE,
    lastTask: report === null || report.message === "" ? null : report.message,
    ...(report === null || report.uri === "" ? {} : { link: report.uri }),
    prompt: task.initial_prompt || null,
    workspace:
      task.workspace_id === null
        ? null
        : {
            id: task.workspace_id,
            name: task.workspace_name ?? task.name,
            workspaceAgentId: task.workspace_agent_id,
            appId: task.workspace_app_id,
            ...(task.workspace_build_number === null ? {} : { buildNumber: task.workspace_build_number }),
          },
    createdAt: task.created_at,
    updatedAt: task.updated_at || task.created_at,
    stateSince: report?.timestamp ?? null,
  };
}

/** Generation 2 computes a task's status from build, workspace agent and app; the last of them is told here. */
function appHealth(task: Task): AppHealth {
  switch (task.status) {
    case "active":
      return "ok";
    case "initializing":
      return "initializing";
    case "error":
      return "unhealthy";
    default:
      return "unknown";
  }
}

function isSynthesised(task: Task): boolean {
  return (
    (task.status === "pending" || task.status === "initializing") &&
    task.current_state !== null &&
    SYNTHESISED_MESSAGES.has(task.current_state.message)
  );
}
