/** A chat as an agent. Pure. */
import {
  type Agent,
  type AgentStatus,
  type ChatFacts,
  NO_PROJECT,
  type PullRequest,
  type SubAgent,
  UNKNOWN_ROLE,
} from "../../../models/agent";
import type { Chat, ChildChat } from "../../../models/coder/chat";
import type { Workspace } from "../../../models/coder/workspace";
import { agentFromWorkspace } from "../../agents/workspaceAgent";
import { chatName, LABELS } from "./labels";

const WAITS_FOR_TOOL = "it waits for the result of a tool of its client";

/**
 * The agent a chat is, as far as the chat itself tells. Its workspace is only a tool of it, so a chat without
 * one, or whose workspace is unknown, is judged by its own state alone.
 */
export function agentFromChat(chat: Chat | ChildChat): Agent {
  const labels = chat.labels ?? {};
  const name = chatName(chat);
  const facts = chatFacts(chat);
  return {
    kind: "chat",
    id: chat.id,
    name,
    displayName: chat.title === "" ? name : chat.title,
    owner: chat.owner_username,
    ...statusOf(chat),
    attention: attentionOf(chat),
    project: labels[LABELS.project] ?? NO_PROJECT,
    templateId: "",
    templateVersionId: null,
    role: labels[LABELS.role] ?? UNKNOWN_ROLE,
    lastTask: facts.summary,
    prompt: null,
    workspace:
      chat.workspace_id === null
        ? null
        : {
            id: chat.workspace_id,
            // What create_agent calls it; others are only known by their id until they are looked up.
            name: facts.ownsWorkspace ? name : chat.workspace_id,
            workspaceAgentId: chat.agent_id,
            appId: null,
          },
    createdAt: chat.created_at,
    updatedAt: chat.updated_at,
    stateSince: chat.updated_at,
    chat: facts,
  };
}

function statusOf(chat: ChildChat): Pick<Agent, "status" | "statusReason"> {
  return chat.archived
    ? { status: "stopped", statusReason: "it is archived" }
    : { status: statusOfChat(chat.status), statusReason: reasonOf(chat) };
}

function reasonOf(chat: ChildChat): string | null {
  switch (chat.status) {
    case "running":
      return chat.queued_for_capacity ? "queued: the deployment runs as many agents as it may" : null;
    case "interrupting":
      return "it is being interrupted";
    case "requires_action":
      return WAITS_FOR_TOOL;
    case "error":
      return errorText(chat);
    case "waiting":
      return null;
    default:
      // Chats of another Coder have other words; none of them says that something failed.
      return `unknown chat status '${chat.status}'`;
  }
}

/** The status a chat's own word means. */
export function statusOfChat(word: string): AgentStatus {
  switch (word) {
    case "running":
    case "interrupting":
    case "requires_action":
      return "busy";
    case "error":
      return "failed";
    default:
      return "idle";
  }
}

/** In plan mode every turn ends with a question or a plan, so one that waits there waits for an answer. */
function attentionOf(chat: ChildChat): Agent["attention"] {
  if (chat.archived) return null;
  switch (chat.status) {
    case "error":
      return { reason: "failed", message: errorText(chat) };
    case "requires_action":
      return { reason: "question", message: WAITS_FOR_TOOL };
    case "waiting":
      if (chat.plan_mode === "plan") return { reason: "question" };
      return chat.has_unread ? { reason: "finished" } : null;
    default:
      return null;
  }
}

function errorText({ last_error: error }: ChildChat): string {
  if (error === null) return "it ended with an error";
  const retry = error.retryable ? "may pass: start_agent_task tries again" : "does not pass by itself";
  const detail = error.detail === "" ? "" : ` (${error.detail})`;
  return `${error.message}${detail} [${error.kind || "generic"}; ${retry}]`;
}

function chatFacts(chat: Chat | ChildChat): ChatFacts {
  const labels = chat.labels ?? {};
  return {
    title: chat.title,
    archived: chat.archived,
    shared: chat.shared,
    unread: chat.has_unread,
    summary: chat.last_turn_summary ?? chat.summary,
    planMode: chat.plan_mode === "plan",
    labels,
    modelId: chat.last_model_config_id,
    children: "children" in chat ? chat.children.map(subAgent) : [],
    pullRequest: pullRequestOf(chat),
    error:
      chat.last_error === null || chat.status !== "error"
        ? null
        : { kind: chat.last_error.kind || "generic", retryable: chat.last_error.retryable },
    queuedForCapacity: chat.queued_for_capacity,
    ownsWorkspace: chat.workspace_id !== null && labels[LABELS.workspace] === chat.workspace_id,
  };
}

/** A chat that another chat has started. */
export function subAgent(chat: ChildChat): SubAgent {
  const { status } = statusOf(chat);
  return {
    id: chat.id,
    title: chat.title,
    status: status === "busy" || status === "failed" ? status : "idle",
    unread: chat.has_unread,
    updatedAt: chat.updated_at,
  };
}

/** Null where nothing changed. */
function pullRequestOf({ diff_status: diff }: ChildChat): PullRequest | null {
  if (diff === null || (diff.pr_number === null && diff.url === "" && diff.changed_files === 0)) return null;
  return {
    url: diff.url,
    number: diff.pr_number,
    ...(diff.head_branch === "" ? {} : { branch: diff.head_branch }),
    state: diff.pull_request_state,
    additions: diff.additions,
    deletions: diff.deletions,
    changedFiles: diff.changed_files,
  };
}

/**
 * The agent with what its workspace says. A busy agent stays busy whatever its workspace does; one that rests
 * is as stopped, starting or unreachable as the workspace it would work in.
 */
export function withWorkspace(agent: Agent, workspace: Workspace | undefined): Agent {
  if (agent.workspace === null) return agent;
  if (workspace === undefined || workspace.latest_build?.status === "deleted") {
    return {
      ...agent,
      workspace: null,
      statusReason: agent.statusReason ?? "its workspace does not exist any more",
    };
  }
  const state = agentFromWorkspace(workspace, "workspace", workspace.id);
  const bound = {
    ...agent,
    ...(agent.project === NO_PROJECT && state.project !== "" ? { project: state.project } : {}),
    templateId: state.templateId,
    templateVersionId: state.templateVersionId,
    workspace: {
      ...state.workspace,
      id: workspace.id,
      name: workspace.name,
      appId: null,
      workspaceAgentId: state.workspace?.workspaceAgentId ?? null,
    },
  };
  const rests = agent.status === "idle" || (agent.status === "failed" && state.status !== "offline");
  if (!rests || agent.chat?.archived === true || state.status === "idle" || state.status === "busy")
    return bound;
  if (state.status === "failed" && agent.status === "failed") return bound;
  return {
    ...bound,
    status: state.status,
    statusReason: state.statusReason,
    attention: moreUrgent(agent.attention, state),
  };
}

/** A workspace that is lost or broken is worse than an answer nobody has read, and less than what the chat asks. */
function moreUrgent(own: Agent["attention"], { status, attention }: Agent): Agent["attention"] {
  const broken = status === "offline" || status === "failed" ? attention : null;
  return own === null || own.reason === "finished" ? (broken ?? own) : own;
}

/** The same where only is known that the workspace is stopped. */
export function withStoppedWorkspace(agent: Agent): Agent {
  const rests = agent.status === "idle" || agent.status === "failed";
  return rests && agent.chat?.archived !== true ? { ...agent, status: "stopped", statusReason: null } : agent;
}
