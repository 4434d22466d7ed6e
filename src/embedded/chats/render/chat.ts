import type { Deployment } from "../../deployment";
import { iso } from "../../render/time";
import type { Chat, DiffStatus } from "../state/types";
import { renderFileInfo } from "./file";

const dayMs = 24 * 3_600_000;

/** In which place a chat is shown; they differ in what is told (facts/coder-chats.md 3). */
type Place = "single" | "list" | "event";

/** A chat as a route or event shows it. */
export function renderChat(deployment: Deployment, chat: Chat, place: Place): Record<string, unknown> {
  const { chats, store } = deployment;
  const owner = store.user(chat.ownerId);
  const files = chat.fileIds.flatMap((id) => chats.files.get(id) ?? []);
  const isQueued = place === "single" && chats.turns.get(chat.id)?.place === "none";
  return {
    id: chat.id,
    organization_id: deployment.organizationId,
    owner_id: chat.ownerId,
    owner_username: owner.username,
    owner_name: owner.name,
    ...(chat.workspaceId === null ? {} : { workspace_id: chat.workspaceId }),
    ...(chat.buildId === null ? {} : { build_id: chat.buildId }),
    ...(chat.agentId === null ? {} : { agent_id: chat.agentId }),
    ...(chat.parentId === null ? {} : { parent_chat_id: chat.parentId }),
    root_chat_id: chat.rootId,
    last_model_config_id: chat.modelConfigId,
    title: chat.title,
    status: chat.status,
    ...(chat.planMode === "" ? {} : { plan_mode: chat.planMode }),
    ...(chat.lastError === null ? {} : { last_error: chat.lastError }),
    last_turn_summary: chat.lastTurnSummary,
    summary: chat.summary,
    ...(chat.diffStatus === null && place !== "list" ? {} : { diff_status: renderDiffStatus(chat) }),
    created_at: iso(chat.createdAt),
    updated_at: iso(chat.updatedAt),
    archived: chat.archived,
    shared: isShared(chat),
    pin_order: chat.pinOrder,
    mcp_server_ids: chat.mcpServerIds,
    labels: Object.fromEntries(Object.entries(chat.labels).sort(([one], [other]) => (one < other ? -1 : 1))),
    ...(place === "single" && files.length > 0
      ? { files: files.map((file) => renderFileInfo(deployment, file)) }
      : {}),
    has_unread: place === "list" && hasUnread(chat),
    ...(isQueued ? { queued_for_capacity: true } : {}),
    ...renderContext(chat, place),
    client_type: chat.clientType,
    children:
      place === "event" ? [] : chats.childrenOf(chat).map((child) => renderChat(deployment, child, "list")),
  };
}

const isShared = (chat: Chat): boolean => chat.readers.size > 0 || chat.sharedWithAll;

/** Did the model or its tools say something the owner's stream has not shown? */
export const hasUnread = (chat: Chat): boolean =>
  chat.messages.some(({ id, role }) => role === "assistant" && id > chat.lastReadId);

function renderContext(chat: Chat, place: Place) {
  if (chat.instructions === null) return {};
  if (place !== "single") return { context: { dirty: false } };
  const resources = chat.instructions.map(({ source, size }) => ({
    source,
    kind: "instruction_file",
    size_bytes: size,
    status: "ok",
  }));
  return { context: { dirty: false, resources } };
}

function renderDiffStatus({ id, diffStatus }: Chat) {
  if (diffStatus === null) {
    return {
      chat_id: id,
      pull_request_title: "",
      pull_request_draft: false,
      changes_requested: false,
      additions: 0,
      deletions: 0,
      changed_files: 0,
    };
  }
  return {
    chat_id: id,
    url: diffStatus.url,
    pull_request_state: diffStatus.state,
    pull_request_title: diffStatus.title,
    pull_request_draft: diffStatus.draft,
    changes_requested: diffStatus.changesRequested,
    additions: diffStatus.additions,
    deletions: diffStatus.deletions,
    changed_files: diffStatus.changedFiles,
    author_login: diffStatus.author,
    base_branch: "main",
    head_branch: diffStatus.branch,
    pr_number: diffStatus.number,
    commits: diffStatus.commits,
    approved: diffStatus.approved,
    reviewer_count: diffStatus.approved || diffStatus.changesRequested ? 1 : 0,
    refreshed_at: iso(diffStatus.refreshedAt),
    stale_at: iso(diffStatus.refreshedAt + dayMs),
  };
}

/** Answer of `GET …/diff`: only the id where no pull request is known. */
export function renderDiff({ id, diffStatus }: Chat) {
  if (diffStatus === null) return { chat_id: id };
  return {
    chat_id: id,
    provider: "github",
    remote_origin: repositoryOf(diffStatus),
    branch: diffStatus.branch,
    pull_request_url: diffStatus.url,
  };
}

/** `https://github.com/acme/widgets` of a pull request there. */
export const repositoryOf = ({ url }: DiffStatus): string => url.replace(/\/pull\/\d+$/, "");
