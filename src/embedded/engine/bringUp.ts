import type { Deployment } from "../deployment";
import { promptOf } from "../render/task";
import { scriptOutput } from "../render/agentLogs";
import { newId } from "../state/random";
import { currentAgent, latestBuild } from "../state/store";
import type { Blueprint } from "../state/blueprint";
import type { Workspace, WorkspaceAgent } from "../state/types";

/** Milliseconds from the end of a build, as seen on a real deployment. */
const timeline = {
  connected: 80,
  starting: 220,
  working: 350,
  readyWithout: 250,
  ready: 1300,
  firstHealthCheck: 3200,
} as const;

/** The workspace agent Terraform would make; null when the template has none. */
export function makeAgent(blueprint: Blueprint): WorkspaceAgent | null {
  const agent = blueprint.resources.find((resource) => resource.agent !== null)?.agent ?? null;
  if (agent === null) return null;
  return {
    id: newId(),
    createdAt: Date.now(),
    blueprint: agent,
    token: newId(),
    connection: "connecting",
    lifecycle: "created",
    firstConnectedAt: null,
    lastConnectedAt: null,
    disconnectedAt: null,
    startedAt: null,
    readyAt: null,
    apps: agent.apps.map((app) => ({
      id: newId(),
      blueprint: app,
      health: app.healthcheck === null ? "disabled" : "initializing",
      listening: false,
      statuses: [],
      olderStatuses: 0,
    })),
    logs: [],
  };
}

/** Plays the first seconds of a workspace agent: connects, runs its scripts, its apps become healthy. */
export function bringUp(deployment: Deployment, workspace: Workspace, agent: WorkspaceAgent): void {
  const { timers } = deployment;
  const at = (ms: number, change: () => void) => {
    timers.after(ms, () => {
      // A newer build has another agent; a killed one stays as it is.
      if (currentAgent(workspace) !== agent || agent.connection === "disconnected") return;
      change();
      deployment.changed(workspace);
    });
  };

  at(timeline.connected, () => {
    const now = Date.now();
    Object.assign(agent, {
      connection: "connected",
      firstConnectedAt: now,
      lastConnectedAt: now,
    });
  });
  at(timeline.starting, () => {
    Object.assign(agent, { lifecycle: "starting", startedAt: Date.now() });
  });
  const lines = scriptOutput(agent, latestBuild(workspace));
  lines.forEach((line, index) => {
    at(timeline.connected + 50 + (index * (timeline.ready - timeline.connected - 100)) / lines.length, () => {
      deployment.appendAgentLog(workspace, line);
    });
  });
  at(timeline.working, () => {
    for (const app of agent.apps) app.listening = app.blueprint.listens;
    const version = deployment.store.version(latestBuild(workspace).templateVersionId);
    if (version.blueprint.aiTaskApp !== null) {
      deployment.worker.start(workspace, workspace.task?.prompt ?? promptOf(workspace));
    }
  });
  at(agent.blueprint.startupBlocks ? timeline.ready : timeline.readyWithout, () => {
    agent.lifecycle = "ready";
    agent.readyAt = Date.now();
  });
  for (const app of agent.apps) {
    const check = app.blueprint.healthcheck;
    if (check === null) continue;
    const failing = check.interval * check.threshold * 1000;
    at(app.blueprint.listens ? timeline.firstHealthCheck : failing, () => {
      app.health = app.listening ? "healthy" : "unhealthy";
    });
  }
}
