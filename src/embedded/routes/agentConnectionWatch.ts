/** What becomes of a workspace's build and its agent, as it happens (facts/coder-api.md 6). */
import type { Context } from "../http/context";
import { notFound } from "../http/errors";
import type { Reply } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { upgradeRequired } from "../http/upgradeRequired";
import { parseUuid } from "../http/uuid";
import { currentAgent, latestBuild } from "../state/store";
import type { Workspace } from "../state/types";

const path = "/api/v2/workspaces/{workspace}/agent-connection-watch";

export const agentConnectionWatchRoutes: readonly Route[] = [
  { method: "SOCKET", path, open },
  { method: "GET", path, handler: withoutUpgrade },
];

function open(context: Context): SocketHandler {
  const workspace = visibleWorkspace(context);
  const { topics } = context.deployment;
  return (socket) => {
    const told: Record<string, string> = {};
    /** Sends what is new, under the key it has in the frame. */
    const tell = (key: string, update: object) => {
      const frame = JSON.stringify({ error: null, [key]: update });
      if (told[key] === frame) return;
      told[key] = frame;
      socket.send(frame);
    };
    const update = () => {
      const build = latestBuild(workspace);
      tell("build_update", { transition: build.transition, job_status: build.job.status });
      const agent = currentAgent(workspace);
      if (agent !== null) tell("agent_update", { lifecycle: agent.lifecycle, id: agent.id });
    };
    update();
    socket.on("close", topics.subscribe(workspace.id, update));
  };
}

function withoutUpgrade(context: Context): Reply {
  visibleWorkspace(context);
  return upgradeRequired(context.request);
}

/** @throws HttpError 404 */
function visibleWorkspace(context: Context): Workspace {
  const workspace = context.store.workspaces.get(parseUuid(context.param("workspace")));
  if (workspace === undefined || workspace.deleted) throw notFound();
  if (workspace.ownerId !== context.user.id && !context.isOwner) throw notFound();
  return workspace;
}
