/** One chat: what it is, and what can be done with it beside talking. */
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { readBody } from "../../http/goJson";
import { queryNumber } from "../../http/numbers";
import { empty, json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { proposeTitle } from "../engine/afterTurn";
import { tell } from "../engine/changes";
import { compactChat } from "../engine/compact";
import { giveToolResults, interruptChat, stateName } from "../engine/operations";
import { findWorkspace } from "../engine/workspaceLink";
import { renderChat, renderDiff } from "../render/chat";
import { textOf } from "../state/text";
import type { Chat } from "../state/types";
import { chatOf, checkGateway, ownChatOf } from "./access";
import { patchChat } from "./patch";

const single = (context: Context, chat: Chat) => json(renderChat(context.deployment, chat, "single"));

/** What a change answers: the chat without its sub-agents and files. */
const bare = (context: Context, chat: Chat) => json(renderChat(context.deployment, chat, "event"));

function interrupt(context: Context): Reply {
  checkGateway(context);
  const chat = ownChatOf(context);
  interruptChat(context.deployment, chat);
  return bare(context, chat);
}

const mostPrompts = 2000;

function listPrompts(context: Context): Reply {
  const chat = chatOf(context);
  const limit = queryNumber(context.query, "limit", 64) ?? 0;
  if (limit > mostPrompts) throw new HttpError(400, `Invalid limit parameter (0-${mostPrompts}).`);
  const prompts = chat.messages
    .filter(({ role }) => role === "user")
    .reverse()
    .map(({ id, content }) => ({ id, text: textOf(content) }));
  return json({ prompts: limit === 0 ? prompts : prompts.slice(0, limit) });
}

function cost(context: Context): Reply {
  const { id, cost: of } = chatOf(context);
  return json({
    chat_id: id,
    total_cost_micros: Math.round(of.micros),
    request_count: of.requests,
    unpriced_request_count: of.unpriced,
  });
}

function regenerateTitle(context: Context): Reply {
  checkGateway(context);
  const chat = ownChatOf(context);
  chat.title = proposeTitle(chat);
  chat.cost.requests++;
  chat.updatedAt = Date.now();
  tell(context.deployment, chat, "title_change");
  return bare(context, chat);
}

function compact(context: Context): Reply {
  checkGateway(context);
  const chat = ownChatOf(context);
  compactChat(context.deployment, chat);
  return bare(context, chat);
}

async function toolResults(context: Context): Promise<Reply> {
  checkGateway(context);
  const chat = ownChatOf(context);
  const { results = [] } = await readBody(context, "SubmitToolResultsRequest", { results: "[]any" });
  const given = results.map((one) => {
    const read = (key: string): unknown =>
      typeof one === "object" && one !== null ? Reflect.get(one, key) : undefined;
    const id = read("tool_call_id");
    return {
      tool_call_id: typeof id === "string" ? id : "",
      output: read("output"),
      is_error: read("is_error") === true,
    };
  });
  giveToolResults(context.deployment, chat, given, context.user.id);
  return empty();
}

/** States are never invalid here. */
function reconcile(context: Context): Reply {
  checkGateway(context);
  const state = stateName(ownChatOf(context));
  throw new HttpError(
    409,
    "Chat is not in an invalid state.",
    `execute transaction: chat state transition ReconcileInvalidState not allowed from state ${state}: reconcile is only valid for invalid states`,
  );
}

function refreshContext(context: Context): Reply {
  const chat = ownChatOf(context);
  findWorkspace(context.deployment, chat);
  return single(context, chat);
}

export const chatRoutes: readonly Route[] = [
  { method: "GET", path: "/{chat}", handler: (context) => single(context, chatOf(context)) },
  { method: "PATCH", path: "/{chat}", handler: patchChat },
  { method: "POST", path: "/{chat}/interrupt", handler: interrupt },
  { method: "GET", path: "/{chat}/prompts", handler: listPrompts },
  { method: "GET", path: "/{chat}/cost", handler: cost },
  { method: "GET", path: "/{chat}/diff", handler: (context) => json(renderDiff(chatOf(context))) },
  { method: "POST", path: "/{chat}/title/regenerate", handler: regenerateTitle },
  {
    method: "POST",
    path: "/{chat}/title/propose",
    handler: (context) => {
      checkGateway(context);
      return json({ title: proposeTitle(ownChatOf(context)) });
    },
  },
  { method: "POST", path: "/{chat}/compact", handler: compact },
  { method: "POST", path: "/{chat}/tool-results", handler: toolResults },
  { method: "POST", path: "/{chat}/reconcile-invalid", handler: reconcile },
  { method: "PUT", path: "/{chat}/context", handler: refreshContext },
  {
    method: "GET",
    path: "/{chat}/debug/runs",
    handler: (context) => {
      chatOf(context);
      return json([]);
    },
  },
];
