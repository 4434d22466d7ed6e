import type { Deployment } from "../../deployment";
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { readBody } from "../../http/goJson";
import { empty, type Reply } from "../../http/reply";
import { tell } from "../engine/changes";
import { setArchived } from "../engine/operations";
import type { Chat } from "../state/types";
import { checkGateway, ownChatOf } from "./access";
import { readPlanMode, readWorkspace } from "./create";
import { readLabels } from "./labels";

const longestTitle = 200;

/**
 * `PATCH /chats/{chat}`. Not atomic: what is wrong later leaves what was right before in place, in the order
 * title, labels, archived, pin, workspace, plan (facts/coder-chats.md 3).
 */
export async function patchChat(context: Context): Promise<Reply> {
  checkGateway(context);
  const chat = ownChatOf(context);
  const { deployment } = context;
  const body = await readBody(context, "UpdateChatRequest", {
    title: "string",
    archived: "bool",
    workspace_id: "uuid",
    pin_order: "int64",
    labels: "map",
    plan_mode: "string",
  });
  if (body.title !== undefined) rename(deployment, chat, body.title);
  if (body.labels !== undefined) chat.labels = readLabels(body.labels);
  if (body.archived !== undefined) setArchived(deployment, chat, body.archived);
  if (body.pin_order !== undefined) pin(deployment, chat, body.pin_order);
  if (body.workspace_id !== undefined) bind(chat, readWorkspace(context, body.workspace_id));
  if (body.plan_mode !== undefined) chat.planMode = readPlanMode(body.plan_mode);
  return empty();
}

function rename(deployment: Deployment, chat: Chat, title: string): void {
  const trimmed = title.trim();
  if (trimmed === "") throw new HttpError(400, "Title cannot be empty.");
  if (Array.from(trimmed).length > longestTitle) {
    throw new HttpError(400, `Title must be at most ${longestTitle} characters.`);
  }
  if (trimmed === chat.title) return;
  chat.title = trimmed;
  tell(deployment, chat, "title_change");
}

/** Puts a chat at a place among the pinned ones of its owner, which close up behind it. */
function pin(deployment: Deployment, chat: Chat, place: number): void {
  if (place < 0) throw new HttpError(400, "Pin order must be non-negative.");
  if (chat.parentId !== null) throw new HttpError(400, "Cannot pin a child chat.");
  if (chat.archived && place > 0) throw new HttpError(400, "Cannot pin an archived chat.");
  const pinned = [...deployment.chats.chats.values()]
    .filter((other) => other.ownerId === chat.ownerId && other.pinOrder > 0 && other !== chat)
    .sort((one, other) => one.pinOrder - other.pinOrder);
  if (place > 0) pinned.splice(place - 1, 0, chat);
  else chat.pinOrder = 0;
  pinned.forEach((other, index) => {
    other.pinOrder = index + 1;
  });
}

function bind(chat: Chat, workspaceId: string | null): void {
  chat.workspaceId = workspaceId;
  chat.buildId = null;
  chat.agentId = null;
  chat.instructions = null;
}
