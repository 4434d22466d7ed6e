import type { Deployment } from "../deployment";
import { agentHealth } from "../rules/status";
import { currentAgent, latestBuild } from "../state/store";
import type { User, Workspace } from "../state/types";
import { renderAppStatus } from "./appStatus";
import { renderBuild } from "./build";
import { iso, isoOrNull } from "./time";

/** A workspace as `viewer` sees it. */
export function renderWorkspace(deployment: Deployment, workspace: Workspace, viewer: User, fresh = false) {
  const { store, generation } = deployment;
  const template = store.template(workspace.templateId);
  const build = latestBuild(workspace);
  const agent = currentAgent(workspace);
  const failing = agent !== null && !agentHealth(agent).healthy ? [agent.id] : [];
  return {
    id: workspace.id,
    created_at: iso(workspace.createdAt),
    updated_at: iso(workspace.updatedAt),
    owner_id: workspace.ownerId,
    owner_name: store.user(workspace.ownerId).username,
    owner_avatar_url: "",
    organization_id: deployment.organizationId,
    organization_name: deployment.organizationName,
    template_id: template.id,
    template_name: template.name,
    template_display_name: template.displayName,
    template_icon: template.icon,
    template_allow_user_cancel_workspace_jobs: template.allowUserCancelJobs,
    template_active_version_id: template.activeVersionId,
    template_require_active_version: false,
    template_use_classic_parameter_flow: false,
    latest_build: renderBuild(deployment, workspace, build, fresh),
    latest_app_status:
      workspace.latestAppStatus === null ? null : renderAppStatus(workspace, workspace.latestAppStatus),
    outdated: build.templateVersionId !== template.activeVersionId,
    name: workspace.name,
    ...(workspace.autostart === null ? {} : { autostart_schedule: workspace.autostart }),
    ...(workspace.ttlMs === null ? {} : { ttl_ms: workspace.ttlMs }),
    last_used_at: iso(workspace.lastUsedAt),
    deleting_at: null,
    dormant_at: isoOrNull(workspace.dormantAt),
    health: { healthy: failing.length === 0, failing_agents: failing },
    automatic_updates: workspace.automaticUpdates,
    allow_renames: false,
    favorite: workspace.favoriteOf.has(viewer.id),
    next_start_at: null,
    is_prebuild: false,
    ...(generation.old ? {} : { task_id: workspace.task?.id ?? null }),
  };
}
