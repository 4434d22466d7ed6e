import type { Deployment } from "../deployment";
import { agentHealth } from "../rules/status";
import { parts, partId } from "../state/ids";
import type { App, Build, Workspace, WorkspaceAgent } from "../state/types";
import { projectDirectory } from "../worker/project";
import { agentLogs } from "./agentLogs";
import { renderAppStatuses } from "./appStatus";
import { fill } from "./fill";
import { iso, when } from "./time";

function renderApp({ generation }: Deployment, workspace: Workspace, app: App, agentId: string) {
  const { blueprint } = app;
  const statuses = renderAppStatuses(workspace, app, agentId);
  return {
    id: app.id,
    ...(blueprint.url === "" ? {} : { url: blueprint.url }),
    external: blueprint.external,
    slug: blueprint.slug,
    display_name: blueprint.displayName,
    ...(blueprint.command === "" ? {} : { command: blueprint.command }),
    ...(blueprint.icon === "" ? {} : { icon: blueprint.icon }),
    subdomain: blueprint.subdomain,
    sharing_level: blueprint.sharingLevel,
    healthcheck: blueprint.healthcheck ?? { url: "", interval: 0, threshold: 0 },
    health: app.health,
    hidden: blueprint.hidden,
    open_in: blueprint.openIn,
    // 2.26 lists them oldest first.
    statuses: generation.old ? statuses.reverse() : statuses,
  };
}

/** A workspace agent with its apps, log sources and scripts. */
export function renderAgent(
  deployment: Deployment,
  workspace: Workspace,
  build: Build,
  agent: WorkspaceAgent,
) {
  const { blueprint } = agent;
  const { generation } = deployment;
  const everConnected = agent.firstConnectedAt !== null;
  const connected = agent.connection === "connected";
  // A living agent pings all the time; only a lost one has a fixed last moment.
  const lastSeen = connected ? Date.now() : agent.lastConnectedAt;
  const ran = agent.readyAt !== null;
  return {
    id: agent.id,
    parent_id: null,
    created_at: iso(agent.createdAt),
    updated_at: iso(lastSeen ?? agent.createdAt),
    ...when("first_connected_at", agent.firstConnectedAt),
    ...when("last_connected_at", lastSeen),
    ...when("disconnected_at", agent.disconnectedAt),
    ...when("started_at", agent.startedAt),
    ...when("ready_at", agent.readyAt),
    status: agent.connection,
    lifecycle_state: agent.lifecycle,
    name: blueprint.name,
    resource_id: partId(build.job.id, parts.resource),
    architecture: "amd64",
    environment_variables:
      blueprint.environment === null
        ? null
        : Object.fromEntries(
            Object.entries(blueprint.environment).map(([name, value]) => [
              name,
              fill(value, build.parameters),
            ]),
          ),
    operating_system: "linux",
    logs_length: agentLogs(agent, build).reduce((sum, line) => sum + line.output.length, 0),
    logs_overflowed: false,
    directory: blueprint.directory,
    ...(everConnected
      ? { expanded_directory: projectDirectory(deployment.folders.pathOf(workspace), blueprint.directory) }
      : {}),
    version: everConnected ? generation.version : "",
    api_version: everConnected ? generation.workspaceAgentApiVersion : "",
    apps: agent.apps.map((app) => renderApp(deployment, workspace, app, agent.id)),
    ...(connected ? { latency: { "Coder Embedded Relay": { preferred: true, latency_ms: 3.598651 } } } : {}),
    connection_timeout_seconds: 120,
    troubleshooting_url: "https://coder.com/docs/admin/templates/troubleshooting",
    subsystems: [],
    health: agentHealth(agent),
    display_apps: blueprint.displayApps,
    log_sources: blueprint.scripts.map((script, index) => ({
      workspace_agent_id: agent.id,
      id: partId(agent.id, parts.logSource + index),
      created_at: iso(agent.createdAt),
      display_name: script.displayName,
      icon: script.icon,
    })),
    scripts: blueprint.scripts.map((script, index) => ({
      id: partId(agent.id, parts.script + index),
      log_source_id: partId(agent.id, parts.logSource + index),
      log_path: "",
      script: fill(script.script, build.parameters),
      cron: script.cron,
      run_on_start: script.runOnStart,
      run_on_stop: script.runOnStop,
      start_blocks_login: script.startBlocksLogin,
      timeout: script.timeout,
      display_name: script.displayName,
      ...(ran && script.runOnStart && !generation.old ? { exit_code: 0, status: "ok" } : {}),
    })),
    startup_script_behavior: blueprint.startupBlocks ? "blocking" : "non-blocking",
  };
}
