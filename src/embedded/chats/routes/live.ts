/** The two WebSockets of chats: one chat's stream, and the watch over all of them. */
import type { WebSocket } from "ws";
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { wholeNumber } from "../../http/numbers";
import type { Route, SocketHandler } from "../../http/route";
import { upgradeRequired } from "../../http/upgradeRequired";
import { openCalls } from "../engine/turns";
import { runningWorkspace } from "../engine/workspaceLink";
import { events } from "../render/message";
import type { StreamEvent } from "../state/events";
import type { Chat } from "../state/types";
import { chatOf, checkGateway } from "./access";

/** Events of one frame. */
const mostEvents = 256;

function openStream(context: Context): SocketHandler {
  checkGateway(context);
  const chat = chatOf(context);
  const after = readAfterId(context);
  const { deployment, user } = context;
  return (socket) => {
    const markRead = () => {
      if (user.id === chat.ownerId) chat.lastReadId = chat.messages.at(-1)?.id ?? 0;
    };
    markRead();
    const send = (frame: readonly StreamEvent[]) => {
      for (let at = 0; at < frame.length; at += mostEvents) {
        socket.send(JSON.stringify(frame.slice(at, at + mostEvents)));
      }
    };
    const turn = deployment.chats.turns.get(chat.id);
    send(snapshot(chat, after, turn?.retry ?? null));
    if (turn !== undefined) send(turn.preview);
    const leave = deployment.chats.streams.subscribe(chat.id, send);
    listenOnly(socket, () => {
      leave();
      markRead();
    });
  };
}

/** Everything a reader has to know to follow what comes. */
function snapshot(chat: Chat, after: number, retry: StreamEvent | null): readonly StreamEvent[] {
  const messages = chat.messages.filter(({ id }) => chat.rewound || id > after);
  return [
    ...(chat.rewound ? [events.historyReset(chat)] : []),
    ...messages.map((message) => events.message(chat, message)),
    ...(chat.queue.length === 0 ? [] : [events.queue(chat)]),
    events.status(chat),
    ...(chat.lastError === null ? [] : [events.error(chat, chat.lastError)]),
    ...(chat.status === "requires_action" ? [events.actionRequired(chat, openCalls(chat))] : []),
    ...(retry === null ? [] : [retry]),
    events.previewReset(chat),
  ];
}

function readAfterId({ query }: Context): number {
  const text = query.get("after_id") ?? "";
  return text === "" ? 0 : wholeNumber(text, "Invalid after_id parameter.");
}

function openWatch({ deployment, user }: Context): SocketHandler {
  return (socket) => {
    listenOnly(
      socket,
      deployment.chats.watches.subscribe(user.id, (event) => {
        socket.send(JSON.stringify(event));
      }),
    );
  };
}

/** Changes in the workspace's repositories; silent while there are none. */
function openGit(context: Context): SocketHandler {
  checkGateway(context);
  const chat = chatOf(context);
  if (runningWorkspace(context.deployment, chat) === null) {
    throw new HttpError(400, "No eligible agent found for chat workspace.");
  }
  return (socket) => {
    listenOnly(socket, () => undefined);
  };
}

/** What clients say is not listened to. */
function listenOnly(socket: WebSocket, closed: () => void): void {
  socket.on("message", () => undefined);
  socket.on("close", closed);
}

export const liveRoutes: readonly Route[] = [
  { method: "SOCKET", path: "/watch", open: openWatch },
  {
    method: "GET",
    path: "/watch",
    handler: ({ request }) => upgradeRequired(request, "Failed to open chat watch stream."),
  },
  { method: "SOCKET", path: "/{chat}/stream", open: openStream },
  {
    method: "GET",
    path: "/{chat}/stream",
    handler: (context) => {
      checkGateway(context);
      chatOf(context);
      readAfterId(context);
      return upgradeRequired(context.request, "Failed to open chat stream.");
    },
  },
  { method: "SOCKET", path: "/{chat}/stream/git", open: openGit },
];
