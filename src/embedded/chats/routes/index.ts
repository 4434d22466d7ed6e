/** The routes of the Chats API, below the base where this build has them. */
import type { Generation } from "../../generation";
import type { Route } from "../../http/route";
import { type ChatsBase, chatsBases } from "../state/chatStore";
import { byWorkspace } from "./byWorkspace";
import { chatRoutes } from "./chat";
import { configRoutes } from "./config";
import { createChat } from "./create";
import { fileRoutes } from "./files";
import { listChats } from "./list";
import { liveRoutes } from "./live";
import { memberRoutes } from "./members";
import { messageRoutes } from "./messages";
import { modelRoutes, providerRoutes } from "./models";
import { sharingRoutes } from "./sharing";

const routes: readonly Route[] = [
  { method: "GET", path: "", handler: listChats },
  { method: "POST", path: "", handler: createChat },
  { method: "GET", path: "/by-workspace", handler: byWorkspace },
  ...modelRoutes,
  ...configRoutes,
  ...fileRoutes,
  ...liveRoutes,
  ...chatRoutes,
  ...messageRoutes,
  ...sharingRoutes,
];

/**
 * @param control whether a test may bring chats about where this build has none, or move them
 */
export function chatRoutesOf(generation: Generation, control: boolean): readonly Route[] {
  if (!generation.chats && !control) return [];
  return [
    ...(control ? chatsBases : chatsBases.slice(0, 1)).flatMap((base) =>
      routes.map((route) => below(base, route)),
    ),
    ...[...providerRoutes, ...memberRoutes].map((route): Route => ({
      ...route,
      isServed: ({ chats }) => chats.base !== null,
    })),
  ];
}

const below = (base: ChatsBase, route: Route): Route => ({
  ...route,
  path: base + route.path,
  isServed: ({ chats }) => chats.base === base,
});
