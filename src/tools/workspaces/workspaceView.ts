/** One workspace in full: only what says something. */
import * as z from "zod";
import type { WorkspaceBuild } from "../../models/coder/workspace";
import { singleLine } from "../../models/text";
import type { WorkspaceAgentStatus, WorkspaceStatus } from "../../services/workspaces/workspaceStatus";
import { metricsRecord } from "../metrics";

/** Longest reason or error shown, in characters. */
const REASON_LENGTH = 500;

export const workspaceViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  status: z.string(),
  template: z.string(),
  outdated: z.boolean(),
  build: z.object({
    number: z.int(),
    transition: z.string(),
    created_at: z.string(),
    version: z.string().optional(),
    error: z.string().optional(),
    queue_position: z.int().optional(),
  }),
  last_used_at: z.string(),
  deadline: z.string().optional(),
  dormant_at: z.string().optional(),
  deleting_at: z.string().optional(),
  url: z.string(),
  agents: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      lifecycle: z.string(),
      healthy: z.boolean(),
      unhealthy_reason: z.string().optional(),
      directory: z.string().optional(),
      apps: z.array(z.object({ name: z.string(), health: z.string(), url: z.string().nullable() })),
      metrics: z.record(z.string(), z.string()),
    }),
  ),
});
type WorkspaceView = z.output<typeof workspaceViewSchema>;

/** The workspace in structured form. */
export function workspaceView({ workspace, agents, url }: WorkspaceStatus): WorkspaceView {
  const build = workspace.latest_build;
  return {
    id: workspace.id,
    name: singleLine(workspace.name),
    owner: singleLine(workspace.owner_name),
    status: build?.status ?? "pending",
    template: singleLine(workspace.template_name),
    outdated: workspace.outdated,
    build:
      build === null ? { number: 0, transition: "none", created_at: workspace.created_at } : buildView(build),
    last_used_at: workspace.last_used_at,
    ...given("deadline", build?.deadline),
    ...given("dormant_at", workspace.dormant_at),
    ...given("deleting_at", workspace.deleting_at),
    url,
    agents: agents.map(agentView),
  };
}

function buildView({
  build_number,
  transition,
  created_at,
  job,
  ...build
}: WorkspaceBuild): WorkspaceView["build"] {
  return {
    number: build_number,
    transition,
    created_at,
    ...given("version", build.template_version_name),
    ...(job.error === undefined ? {} : { error: singleLine(job.error, REASON_LENGTH) }),
    ...(job.status === "pending" ? { queue_position: job.queue_position } : {}),
  };
}

function agentView({ agent, apps, metrics }: WorkspaceAgentStatus): WorkspaceView["agents"][number] {
  const healthy = agent.health?.healthy ?? agent.status === "connected";
  const reason = agent.health?.reason;
  return {
    name: singleLine(agent.name),
    status: agent.status,
    lifecycle: agent.lifecycle_state,
    healthy,
    ...(healthy || reason === undefined ? {} : { unhealthy_reason: singleLine(reason, REASON_LENGTH) }),
    ...given("directory", singleLine(agent.expanded_directory)),
    apps: apps.map(({ app, url }) => ({
      name: singleLine(app.display_name === "" ? app.slug : app.display_name),
      health: app.health,
      url: url === null ? null : singleLine(url, REASON_LENGTH),
    })),
    metrics: metricsRecord(metrics),
  };
}

/** The field where there is a value. */
function given<K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> {
  const field: Partial<Record<K, string>> = {};
  if (value !== null && value !== undefined && value !== "") field[key] = value;
  return field;
}
