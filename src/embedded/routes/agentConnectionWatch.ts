/** What becomes of a workspace's build and its agent, as it happens (facts/coder-api.md 6). */
import type { Context } from "../http/context";
import type { Reply } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { upgradeRequired } from "../http/upgradeRequired";
import { workspaceOf } from "../rules/access";
import { currentAgent, latestBuild } from "../state/store";

const path = "/api/v2/workspaces/{workspace}/agent-connection-watch";

export const agentConnectionWatchRoutes: readonly Route[] = [
  { method: "SOCKET", path, open },
  { method: "GET", path, handler: withoutUpgrade },
];

function open(context: Context): SocketHandler {
  const workspace = workspaceOf(context);
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
  workspaceOf(context);
  return upgradeRequired(context.request);
}
