import type { Deployment } from "../deployment";
import { buildStatus } from "../rules/status";
import { parts, partId } from "../state/ids";
import { isFinished, latestBuild } from "../state/store";
import type { Build, Workspace } from "../state/types";
import { renderAgent } from "./agent";
import { fill } from "./fill";
import { renderJob } from "./job";
import { iso, isoOrNull } from "./time";

const noProvisioners = { count: 0, available: 0, most_recently_seen: null };

/**
 * A workspace build; `fresh` is the answer to its creation, which does not know the version's name yet but
 * which provisioners could take it.
 */
export function renderBuild(deployment: Deployment, workspace: Workspace, build: Build, fresh = false) {
  const { store, generation } = deployment;
  const owner = store.user(workspace.ownerId);
  const version = store.version(build.templateVersionId);
  const { hasAiTask } = build;
  const sidebarApp =
    generation.old && hasAiTask === true
      ? workspace.builds
          .findLast((one) => one.number <= build.number && one.agent !== null)
          ?.agent?.apps.find((app) => app.blueprint.slug === version.blueprint.aiTaskApp)?.id
      : undefined;
  return {
    id: build.id,
    created_at: iso(build.createdAt),
    updated_at: iso(build.updatedAt),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    workspace_owner_id: owner.id,
    workspace_owner_name: owner.username,
    template_version_id: version.id,
    template_version_name: fresh ? "" : version.name,
    build_number: build.number,
    transition: build.transition,
    initiator_id: build.initiatorId,
    initiator_name: store.user(build.initiatorId).username,
    job: renderJob(deployment, build.job, { workspace_build_id: build.id }),
    reason: build.reason,
    resources: renderResources(deployment, workspace, build),
    deadline: isoOrNull(build.deadline),
    max_deadline: null,
    status: buildStatus(build),
    daily_cost: 0,
    matched_provisioners: fresh ? deployment.queue.matching(build.job) : noProvisioners,
    template_version_preset_id: build.presetId,
    ...(hasAiTask === null ? {} : { has_ai_task: hasAiTask, has_external_agent: false }),
    ...(sidebarApp === undefined ? {} : { ai_task_sidebar_app_id: sidebarApp }),
  };
}

/** What Terraform made: nothing before the job is done and nothing for stop, delete and failed builds. */
export function renderResources(deployment: Deployment, workspace: Workspace, build: Build) {
  const { agent, job } = build;
  if (agent === null || !isFinished(job)) return [];
  const { blueprint } = deployment.store.version(build.templateVersionId);
  // 2.26 still shows the agents of earlier builds.
  const forgotten = !deployment.generation.old && build !== latestBuild(workspace);
  return blueprint.resources.map((resource, index) => ({
    id: partId(job.id, parts.resource + index),
    created_at: iso(agent.createdAt),
    job_id: job.id,
    workspace_transition: build.transition,
    type: resource.type,
    name: resource.name,
    hide: resource.hide,
    icon: resource.icon,
    ...(resource.agent === null || forgotten
      ? {}
      : { agents: [renderAgent(deployment, workspace, build, agent)] }),
    ...(resource.metadata.length === 0
      ? {}
      : {
          metadata: resource.metadata.map((item) => ({ ...item, value: fill(item.value, build.parameters) })),
        }),
    daily_cost: resource.dailyCost,
  }));
}
