/** What is said in a chat, and what waits to be said. */
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { readBody } from "../../http/goJson";
import { queryNumber, wholeNumber } from "../../http/numbers";
import { empty, json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { deleteQueued, editMessage, promoteQueued, sendMessage } from "../engine/operations";
import { renderMessage, renderQueued } from "../render/message";
import type { Chat } from "../state/types";
import { chatOf, checkGateway, ownChatOf } from "./access";
import { readContent } from "./content";
import { readModel, readPlanMode } from "./create";

const usualLimit = 50;
const mostMessages = 200;

function listMessages(context: Context): Reply {
  const chat = chatOf(context);
  const { query } = context;
  const beforeId = queryNumber(query, "before_id", 64);
  const afterId = queryNumber(query, "after_id", 64);
  const limit = queryNumber(query, "limit", 64) ?? usualLimit;
  if (limit < 1 || limit > mostMessages) {
    throw new HttpError(400, `Invalid limit parameter (1-${mostMessages}).`);
  }
  if (beforeId !== null && afterId !== null && afterId >= beforeId) {
    throw new HttpError(400, "after_id must be less than before_id.");
  }
  const between = chat.messages.filter(
    ({ id }) => (beforeId === null || id < beforeId) && (afterId === null || id > afterId),
  );
  // Newest first, but a client that only goes on from an id reads forwards.
  if (beforeId !== null || afterId === null) between.reverse();
  const isWhole = beforeId === null && afterId === null;
  return json({
    messages: between.slice(0, limit).map((message) => renderMessage(chat, message)),
    queued_messages: isWhole ? chat.queue.map((message) => renderQueued(chat, message)) : [],
    has_more: between.length > limit,
  });
}

async function postMessage(context: Context): Promise<Reply> {
  checkGateway(context);
  const chat = ownChatOf(context);
  const { deployment, user } = context;
  if (chat.ownerId !== user.id) throw new HttpError(403, "Only the chat owner may send messages.");
  const body = await readBody(context, "CreateChatMessageRequest", {
    content: "[]part",
    model_config_id: "uuid",
    busy_behavior: "string",
    plan_mode: "string",
    reasoning_effort: "string",
  });
  const busy = readBusyBehavior(body.busy_behavior);
  const content = readContent(context, body.content);
  const modelConfigId =
    body.model_config_id === undefined ? chat.modelConfigId : readModel(context, body.model_config_id).id;
  const planMode = body.plan_mode === undefined ? chat.planMode : readPlanMode(body.plan_mode);
  const sent = sendMessage(deployment, chat, { senderId: user.id, content, modelConfigId, busy });
  chat.planMode = planMode;
  for (const part of content) if (part.type === "file") chat.fileIds.push(part.fileId);
  if (sent.kind === "message") {
    const message = renderMessage(chat, sent.message);
    return json({ message, messages: [message], queued: false });
  }
  return json({
    ...(sent.messages.length === 0
      ? {}
      : { messages: sent.messages.map((message) => renderMessage(chat, message)) }),
    queued_message: renderQueued(chat, sent.message),
    queued: true,
  });
}

function readBusyBehavior(text = ""): "queue" | "interrupt" {
  if (text === "" || text === "queue") return "queue";
  if (text === "interrupt") return text;
  throw new HttpError(400, "Invalid busy_behavior value.", 'Must be "queue" or "interrupt".');
}

async function patchMessage(context: Context): Promise<Reply> {
  checkGateway(context);
  const chat = ownChatOf(context);
  const id = wholeNumber(context.param("message"), "Invalid chat message ID.");
  const body = await readBody(context, "EditChatMessageRequest", { content: "[]part" });
  const content = readContent(context, body.content);
  if (chat.archived) throw new HttpError(400, "Cannot edit messages of an archived chat.");
  const { message, deletedIds } = editMessage(context.deployment, chat, id, content);
  const shown = renderMessage(chat, message);
  return json({ message: shown, messages: [shown], deleted_message_ids: deletedIds });
}

function queued(act: (context: Context, chat: Chat, id: number) => Reply) {
  return (context: Context): Reply => {
    checkGateway(context);
    const chat = ownChatOf(context);
    return act(context, chat, wholeNumber(context.param("queued"), "Invalid queued message ID."));
  };
}

export const messageRoutes: readonly Route[] = [
  { method: "GET", path: "/{chat}/messages", handler: listMessages },
  { method: "POST", path: "/{chat}/messages", handler: postMessage },
  { method: "PATCH", path: "/{chat}/messages/{message}", handler: patchMessage },
  {
    method: "DELETE",
    path: "/{chat}/queue/{queued}",
    handler: queued(({ deployment }, chat, id) => {
      deleteQueued(deployment, chat, id);
      return empty();
    }),
  },
  {
    method: "POST",
    path: "/{chat}/queue/{queued}/promote",
    handler: queued(({ deployment }, chat, id) => {
      const message = promoteQueued(deployment, chat, id);
      return json({ message: renderQueued(chat, message) }, 202);
    }),
  },
];
