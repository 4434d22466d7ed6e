/** The figures a workspace agent collects by the scripts of its template (facts/coder-api.md 6). */
import type { Context } from "../http/context";
import { eventStream } from "../http/eventStream";
import type { Reply } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { iso } from "../render/time";
import { upgradeRequired } from "../http/upgradeRequired";
import type { MetadataBlueprint } from "../state/blueprint";
import { prepareProject, projectDirectory } from "../worker/project";
import { type Figure, MetadataCollector } from "../worker/metadataCollector";
import { visibleAgent } from "./agentAccess";

const base = "/api/v2/workspaceagents/{workspaceAgent}";

export const agentMetadataRoutes: readonly Route[] = [
  { method: "GET", path: `${base}/watch-metadata`, handler: events },
  { method: "SOCKET", path: `${base}/watch-metadata-ws`, open: frames },
  { method: "GET", path: `${base}/watch-metadata-ws`, handler: withoutUpgrade },
];

function events(context: Context): Reply {
  const collector = collectorOf(context);
  return eventStream((stream) =>
    collector.watch((figures) => {
      stream.send("data", figures.map(render));
    }),
  );
}

function frames(context: Context): SocketHandler {
  const collector = collectorOf(context);
  return (socket) => {
    const leave = collector.watch((figures) => {
      socket.send(JSON.stringify({ type: "data", data: figures.map(render) }));
    });
    socket.on("message", () => {
      socket.close(1002, "Clients cannot send messages for one-way WebSockets");
    });
    socket.on("close", leave);
  };
}

function withoutUpgrade(context: Context): Reply {
  visibleAgent(context);
  return upgradeRequired(context.request);
}

function collectorOf(context: Context): MetadataCollector {
  const { workspace, agent } = visibleAgent(context);
  const home = context.deployment.folders.of(workspace);
  const directory = projectDirectory(home, agent.blueprint.directory);
  prepareProject(directory);
  return new MetadataCollector(agent.blueprint.metadata, { home, directory, trims: !context.generation.old });
}

function render({ blueprint, value, error, collectedAt }: Figure) {
  return {
    result: {
      collected_at: iso(collectedAt),
      age: Math.floor((Date.now() - collectedAt) / 1000),
      value,
      error,
    },
    description: describe(blueprint),
  };
}

const describe = ({ key, displayName, script, interval, timeout }: MetadataBlueprint) => ({
  display_name: displayName,
  key,
  script,
  interval,
  timeout,
});
