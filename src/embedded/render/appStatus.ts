import { parts, partId } from "../state/ids";
import type { App, AppStatus, Workspace } from "../state/types";
import { iso } from "./time";

/** A report as the API shows it. */
export function renderAppStatus(workspace: Workspace, status: AppStatus) {
  return {
    id: status.id,
    created_at: iso(status.createdAt),
    workspace_id: workspace.id,
    agent_id: status.agentId,
    app_id: status.appId,
    state: status.state,
    message: status.message,
    uri: status.uri,
    icon: "",
    needs_user_attention: status.needsUserAttention,
  };
}

const earlierSteps = [
  "Reading the code around the change",
  "Editing the module and its callers",
  "Running the test suite",
  "Fixing what the linter found",
  "Writing down what changed",
];

/** All reports of an app, newest first; those from before the process began are made here. */
export function renderAppStatuses(workspace: Workspace, app: App, agentId: string) {
  const rows = app.statuses.map((status) => renderAppStatus(workspace, status)).reverse();
  const oldest = app.statuses[0]?.createdAt ?? workspace.createdAt;
  for (let age = 1; age <= app.olderStatuses; age++) {
    const step = earlierSteps[(workspace.createdAt + age) % earlierSteps.length] ?? "";
    rows.push(
      renderAppStatus(workspace, {
        id: partId(app.id, parts.status + age),
        createdAt: oldest - age * 97_000,
        agentId,
        appId: app.id,
        state: age % 5 === 0 ? "idle" : "working",
        message: age % 5 === 0 ? "Waiting for input" : step,
        uri: "",
        needsUserAttention: false,
      }),
    );
  }
  return rows;
}
