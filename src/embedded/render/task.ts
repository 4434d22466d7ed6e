import type { Deployment } from "../deployment";
import { agentHealth, taskStatus, workspaceStatus } from "../rules/status";
import { promptParameter } from "../state/blueprint";
import { currentAgent, latestBuild } from "../state/store";
import type { App, Workspace } from "../state/types";
import { iso } from "./time";

/** Generation 1: a task is its workspace. */
export function renderWorkspaceTask(deployment: Deployment, workspace: Workspace) {
  return {
    ...head(deployment, workspace, workspace.id),
    name: workspace.name,
    ...templateOf(deployment, workspace),
    workspace_id: workspace.id,
    ...agentOf(workspace),
    initial_prompt: promptOf(workspace),
    status: workspaceStatus(workspace),
    current_state: lastReport(workspace),
    ...times(workspace, workspace.createdAt),
  };
}

/** Generation 2: a task with an id, a name and a status of its own. */
export function renderTask(deployment: Deployment, workspace: Workspace) {
  const { task } = workspace;
  if (task === null) throw new Error(`workspace ${workspace.id} is no task`);
  const app = taskApp(deployment, workspace);
  return {
    ...head(deployment, workspace, task.id),
    name: workspace.name,
    display_name: task.displayName,
    ...templateOf(deployment, workspace),
    template_version_id: latestBuild(workspace).templateVersionId,
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    workspace_status: workspaceStatus(workspace),
    workspace_build_number: latestBuild(workspace).number,
    ...agentOf(workspace),
    workspace_app_id: app?.id ?? null,
    initial_prompt: task.prompt,
    status: statusOfTask(deployment, workspace),
    current_state: currentState(deployment, workspace, app),
    ...times(workspace, task.createdAt),
  };
}

/** The status that lists and filters go by. */
export function statusOfTask(deployment: Deployment, workspace: Workspace) {
  return taskStatus(workspace, aiTaskApp(deployment, workspace));
}

/** The app a task is talked to through; undefined while there is no workspace agent. */
export function taskApp(deployment: Deployment, workspace: Workspace): App | undefined {
  const slug = aiTaskApp(deployment, workspace);
  return currentAgent(workspace)?.apps.find((app) => app.blueprint.slug === slug);
}

/** Generation 1 keeps the prompt in a parameter of the first build. */
export function promptOf(workspace: Workspace): string {
  const values = latestBuild(workspace).parameters;
  return values.find((parameter) => parameter.name === promptParameter)?.value ?? "";
}

function aiTaskApp(deployment: Deployment, workspace: Workspace): string | null {
  return deployment.store.version(latestBuild(workspace).templateVersionId).blueprint.aiTaskApp;
}

function head(deployment: Deployment, workspace: Workspace, id: string) {
  return {
    id,
    organization_id: deployment.organizationId,
    owner_id: workspace.ownerId,
    owner_name: deployment.store.user(workspace.ownerId).username,
  };
}

function templateOf(deployment: Deployment, workspace: Workspace) {
  const template = deployment.store.template(workspace.templateId);
  return {
    template_id: template.id,
    template_name: template.name,
    template_display_name: template.displayName,
    template_icon: template.icon,
  };
}

function agentOf(workspace: Workspace) {
  const agent = currentAgent(workspace);
  return {
    workspace_agent_id: agent?.id ?? null,
    workspace_agent_lifecycle: agent?.lifecycle ?? null,
    workspace_agent_health: agent === null ? null : agentHealth(agent),
  };
}

function times(workspace: Workspace, createdAt: number) {
  return { created_at: iso(createdAt), updated_at: iso(workspace.updatedAt) };
}

/** The newest report, unless a start came after it: then it belongs to an earlier life. */
function lastReport(workspace: Workspace) {
  const status = workspace.latestAppStatus;
  const start = workspace.builds.findLast((build) => build.transition === "start");
  if (status === null || (start !== undefined && status.createdAt < start.createdAt)) return null;
  return { timestamp: iso(status.createdAt), state: status.state, message: status.message, uri: status.uri };
}

/** The newest report, or while the task comes up without one what it is waiting for. */
function currentState(deployment: Deployment, workspace: Workspace, app: App | undefined) {
  const report = lastReport(workspace);
  if (report !== null) {
    return { ...report, state: report.state === "failure" ? "failed" : report.state };
  }
  if (statusOfTask(deployment, workspace) !== "initializing") return null;
  return {
    timestamp: iso(latestBuild(workspace).createdAt),
    state: "working",
    message: waitingFor(workspace, app),
    uri: "",
  };
}

function waitingFor(workspace: Workspace, app: App | undefined): string {
  switch (workspaceStatus(workspace)) {
    case "pending":
      return "Workspace is pending";
    case "starting":
      return "Workspace is starting";
    case "running":
      break;
    default:
      return "Initializing workspace";
  }
  switch (currentAgent(workspace)?.lifecycle) {
    case "created":
      return "Agent is connecting";
    case "starting":
      return "Agent is starting";
    case "ready":
      return app?.health === "initializing" ? "App is initializing" : "Initializing workspace applications";
    default:
      return "Initializing workspace";
  }
}
