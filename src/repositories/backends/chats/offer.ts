import { routes } from "../../../clients/routes";
import type { BackendOffer } from "../backendOffer";
import { ChatsApi } from "./chatsApi";
import { ChatsBackend } from "./chatsBackend";

/**
 * The chats API under either path. Coder before it answers both with its dashboard (HTML) or "Route not found."
 * (facts/coder-api.md 2).
 */
export const offerChats: BackendOffer = async (client, repositories, call) => {
  for (const chatRoutes of [routes.chats, routes.chatsExperimental]) {
    if ((await client.probe(chatRoutes.list, { query: { limit: 1 } }, call)) === "present") {
      return new ChatsBackend(new ChatsApi(client, chatRoutes), repositories);
    }
  }
  return undefined;
};
