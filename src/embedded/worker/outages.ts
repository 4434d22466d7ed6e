/** What can go wrong in a running workspace, and how it comes back (facts/coder-api.md 3). */
import type { Deployment } from "../deployment";
import { taskApp } from "../render/task";
import { currentAgent } from "../state/store";
import type { App, Workspace, WorkspaceAgent } from "../state/types";

/** Every outage by its name in the control routes, and the way back from each. */
export const outages: ReadonlyMap<string, (deployment: Deployment, workspace: Workspace) => void> = new Map([
  ["agent lost", loseAgent],
  ["agent shut down", shutDownAgent],
  ["agent back", restoreAgent],
  ["connection lost", loseConnection],
  ["connection back", regainConnection],
  ["app dead", killApp],
  ["app back", restoreApp],
]);

/** The workspace agent's process dies without a word: disconnected, lifecycle and apps as they were. */
function loseAgent(deployment: Deployment, workspace: Workspace): void {
  disconnect(deployment, workspace);
}

/** Agent and coding agent live on, the deployment does not hear them: it was restarted, or the network is cut. */
function loseConnection(deployment: Deployment, workspace: Workspace): void {
  const agent = currentAgent(workspace);
  if (agent?.connection !== "connected") return;
  agent.connection = "disconnected";
  agent.disconnectedAt = Date.now();
  deployment.changed(workspace);
}

/** When it was last away stays on record. */
function regainConnection(deployment: Deployment, workspace: Workspace): void {
  const agent = currentAgent(workspace);
  if (agent?.connection !== "disconnected" || agent.lifecycle === "off") return;
  agent.connection = "connected";
  agent.lastConnectedAt = Date.now();
  deployment.changed(workspace);
}

/** The workspace agent ends in good order: disconnected and `off`. */
function shutDownAgent(deployment: Deployment, workspace: Workspace): void {
  disconnect(deployment, workspace, (agent) => {
    agent.lifecycle = "off";
  });
}

/** The workspace agent connects again, and its coding agent restores its session. */
function restoreAgent(deployment: Deployment, workspace: Workspace): void {
  const agent = currentAgent(workspace);
  if (agent === null || agent.connection === "connected") return;
  agent.connection = "connected";
  agent.lifecycle = "ready";
  agent.lastConnectedAt = Date.now();
  const app = taskApp(deployment, workspace);
  if (app?.listening === true) deployment.worker.start(workspace, "");
  deployment.changed(workspace);
}

/**
 * The coding agent's app dies while the workspace agent lives: it refuses connections at once, its health
 * check fails after interval x threshold.
 */
export function killApp(deployment: Deployment, workspace: Workspace): void {
  const app = taskApp(deployment, workspace);
  if (app?.listening !== true) return;
  app.listening = false;
  deployment.worker.crash(workspace);
  deployment.changed(workspace);
  checkHealth(deployment, workspace, app);
}

/** The app listens again: healthy at its next check, its session restored. */
function restoreApp(deployment: Deployment, workspace: Workspace): void {
  const app = taskApp(deployment, workspace);
  if (app === undefined || app.listening) return;
  app.listening = true;
  deployment.worker.start(workspace, "");
  deployment.changed(workspace);
  checkHealth(deployment, workspace, app);
}

/** Sets the health an app has earned, once its health check has had the time to see it. */
function checkHealth(deployment: Deployment, workspace: Workspace, app: App): void {
  const check = app.blueprint.healthcheck;
  if (check === null) return;
  const listened = app.listening;
  const checks = listened ? 1 : check.threshold;
  deployment.timers.after(check.interval * checks * 1000, () => {
    // It changed its mind meanwhile; the later change has its own timer.
    if (app.listening !== listened) return;
    app.health = listened ? "healthy" : "unhealthy";
    deployment.changed(workspace);
  });
}

function disconnect(
  deployment: Deployment,
  workspace: Workspace,
  also: (agent: WorkspaceAgent) => void = () => undefined,
): void {
  const agent = currentAgent(workspace);
  if (agent?.connection !== "connected") return;
  deployment.worker.stop(workspace);
  agent.connection = "disconnected";
  agent.disconnectedAt = Date.now();
  also(agent);
  deployment.changed(workspace);
}
