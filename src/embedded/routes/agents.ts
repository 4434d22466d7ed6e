/** Workspace agents: the processes inside workspaces (facts/coder-api.md 5, 6). */
import type { Generation } from "../generation";
import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { renderAgent } from "../render/agent";
import { visibleAgent } from "./agentAccess";
import { agentConnectionWatchRoutes } from "./agentConnectionWatch";
import { agentLogRoutes } from "./agentLogs";
import { agentMetadataRoutes } from "./agentMetadata";
import { agentSideRoutes } from "./agentSide";

const base = "/api/v2/workspaceagents/{workspaceAgent}";

const routes: readonly Route[] = [
  ...agentSideRoutes,
  { method: "GET", path: base, handler: get },
  { method: "GET", path: `${base}/listening-ports`, handler: listeningPorts },
  { method: "GET", path: `${base}/containers`, handler: containers },
  { method: "GET", path: `${base}/connection`, handler: connection },
  ...agentLogRoutes,
  ...agentMetadataRoutes,
];

export function agentRoutes(generation: Generation): readonly Route[] {
  return generation.old ? routes : [...routes, ...agentConnectionWatchRoutes];
}

function get(context: Context): Reply {
  const { workspace, build, agent } = visibleAgent(context);
  return json(renderAgent(context.deployment, workspace, build, agent));
}

function listeningPorts(context: Context): Reply {
  const { agent } = connectedAgent(context);
  const apps = agent.apps.filter(
    (app) => app.listening && !app.blueprint.external && app.blueprint.url !== "",
  );
  return json({
    ports: [
      { process_name: "coder-agent", network: "tcp", port: 35_787 },
      ...apps.map((app) => ({
        process_name: "python3",
        network: "tcp",
        port: Number(new URL(app.blueprint.url).port),
      })),
    ],
  });
}

/** There is no Docker in these workspaces. */
function containers(context: Context): Reply {
  connectedAgent(context);
  const problem =
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
  throw new HttpError(
    500,
    "Could not get containers",
    `run docker ps: exit status 1: "${problem}": exit status 1`,
  );
}

function connection(context: Context): Reply {
  visibleAgent(context);
  const { hostname, port } = new URL(context.deployment.url);
  const relay = {
    EmbeddedRelay: true,
    RegionID: 999,
    RegionCode: "coder",
    RegionName: "Coder Embedded Relay",
    Nodes: [
      {
        Name: "999b",
        RegionID: 999,
        HostName: hostname,
        STUNPort: -1,
        DERPPort: Number(port),
        ForceHTTP: true,
      },
    ],
  };
  return json({
    derp_map: { Regions: { 999: relay } },
    derp_force_websockets: false,
    disable_direct_connections: true,
    hostname_suffix: "coder",
  });
}

/** @throws HttpError 400 unless the agent is connected */
function connectedAgent(context: Context) {
  const found = visibleAgent(context);
  const state = found.agent.connection;
  if (state !== "connected") {
    throw new HttpError(400, `Agent state is "${state}", it must be in the "connected" state.`);
  }
  return found;
}
