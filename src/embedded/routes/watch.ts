/** A workspace's changes as they happen: server-sent events, and the same over a WebSocket. */
import type { Context } from "../http/context";
import type { Reply } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { renderWorkspace } from "../render/workspace";
import { workspaceOf } from "../rules/access";

const pingEvery = 15_000;

function watchEvents(context: Context): Reply {
  const workspace = workspaceOf(context);
  return {
    kind: "stream",
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no" },
    write: (response) => {
      const ping = () => response.write("event: ping\n\n");
      const data = () => {
        const body = JSON.stringify(renderWorkspace(context.deployment, workspace, context.user));
        response.write(`event: data\ndata: ${body}\n\n`);
      };
      response.writeHead(200);
      ping();
      data();
      const timer = setInterval(ping, pingEvery);
      const leave = context.deployment.topics.subscribe(workspace.id, data);
      response.on("close", () => {
        clearInterval(timer);
        leave();
      });
    },
  };
}

function watchSocket(context: Context): SocketHandler {
  const workspace = workspaceOf(context);
  return (socket) => {
    const data = () => {
      const body = renderWorkspace(context.deployment, workspace, context.user);
      socket.send(JSON.stringify({ type: "data", data: body }));
    };
    socket.send(JSON.stringify({ type: "ping", data: null }));
    data();
    socket.on("close", context.deployment.topics.subscribe(workspace.id, data));
    socket.on("message", () => {
      socket.close(1002, "Clients cannot send messages for one-way WebSockets");
    });
  };
}

export const watchRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/workspaces/{workspace}/watch", handler: watchEvents },
  { method: "SOCKET", path: "/api/v2/workspaces/{workspace}/watch-ws", open: watchSocket },
];
