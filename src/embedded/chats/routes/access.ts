/** Who may see and change which chats (facts/coder-chats.md 12). */
import type { Context } from "../../http/context";
import { HttpError, notFound } from "../../http/errors";
import { parseUuid } from "../../http/uuid";
import type { Chat } from "../state/types";

/** May the caller have chats? Site owners always may, but no token that is not for everything. */
export const mayChat = ({ deployment, user, session }: Context): boolean =>
  session?.token.scope === "all" &&
  (user.roles.includes("owner") || deployment.chats.agentUsers.has(user.id));

const maySee = (context: Context, chat: Chat): boolean =>
  mayChange(context, chat) || chat.readers.has(context.user.id) || chat.sharedWithAll;

const mayChange = (context: Context, chat: Chat): boolean =>
  context.isOwner || chat.ownerId === context.user.id;

/** The chat of a path, to read. @throws HttpError 400 or 404 */
export const chatOf = (context: Context): Chat => find(context, maySee);

/** The chat of a path, to change: readers of a shared chat are told it is not there. @throws HttpError */
export const ownChatOf = (context: Context): Chat => find(context, mayChange);

function find(context: Context, may: (context: Context, chat: Chat) => boolean): Chat {
  const chat = context.deployment.chats.chats.get(parseUuid(context.param("chat")));
  const isForAll = context.session?.token.scope === "all";
  if (chat === undefined || !isForAll || !may(context, chat)) throw notFound();
  return chat;
}

/** @throws HttpError 503 while the gateway to the models is switched off */
export function checkGateway({ deployment }: Context): void {
  if (deployment.chats.gatewayEnabled) return;
  throw new HttpError(
    503,
    "AI Gateway must be enabled for Coder Agents functionality. Please contact your deployment administrator.",
    "Set CODER_AI_GATEWAY_ENABLED=true (or ai-gateway-enabled in deployment YAML) to enable.",
  );
}
