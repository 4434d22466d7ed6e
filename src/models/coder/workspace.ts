/** Workspaces, their builds, workspace agents and apps, as `/api/v2/workspaces` answers them. */
import * as z from "zod";
import { coderErrorSchema, jobSchema, nullable, optionalText, rows, timestamp } from "./common";

/** One report of an agent through its app, newest first in lists. */
const appStatusSchema = z.object({
  id: z.string(),
  created_at: timestamp,
  app_id: optionalText,
  agent_id: optionalText,
  /** working, idle, complete, failure (or a newer word). */
  state: z.string(),
  message: optionalText,
  uri: optionalText,
  needs_user_attention: z.boolean().default(false),
});
export type AppStatus = z.output<typeof appStatusSchema>;

const workspaceAppSchema = z.object({
  id: z.string(),
  slug: z.string(),
  display_name: optionalText,
  url: optionalText,
  /** Runs in a terminal instead of answering HTTP. */
  command: optionalText,
  external: z.boolean().default(false),
  subdomain: z.boolean().default(false),
  subdomain_name: optionalText,
  hidden: z.boolean().default(false),
  /** disabled, initializing, healthy, unhealthy. */
  health: optionalText,
  statuses: rows(appStatusSchema),
});
export type WorkspaceApp = z.output<typeof workspaceAppSchema>;

/** Coder's "workspace agent": the process inside a workspace. */
const workspaceAgentSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** connecting, connected, disconnected, timeout. */
  status: z.string(),
  /** created, starting, start_timeout, start_error, ready, shutting_down, …, off. */
  lifecycle_state: z.string(),
  operating_system: optionalText,
  directory: optionalText,
  expanded_directory: optionalText,
  health: nullable(z.object({ healthy: z.boolean(), reason: z.string().optional() })),
  apps: rows(workspaceAppSchema),
  /** What the dashboard offers besides the apps: vscode, vscode_insiders, web_terminal, ssh_helper, port_forwarding_helper. */
  display_apps: rows(z.string()),
});
export type WorkspaceAgent = z.output<typeof workspaceAgentSchema>;

/** A build: Coder's word for one start, stop or delete. */
export const buildSchema = z.object({
  id: z.string(),
  build_number: z.number(),
  workspace_id: optionalText,
  workspace_name: optionalText,
  /** start, stop, delete. */
  transition: z.string(),
  /** Workspace status: pending, starting, running, stopping, stopped, failed, canceling, canceled, deleting, deleted. */
  status: z.string(),
  reason: optionalText,
  created_at: timestamp,
  updated_at: optionalText,
  deadline: nullable(z.string()),
  template_version_id: optionalText,
  template_version_name: optionalText,
  template_version_preset_id: nullable(z.string()),
  has_ai_task: nullable(z.boolean()),
  ai_task_sidebar_app_id: nullable(z.string()),
  task_app_id: nullable(z.string()),
  job: jobSchema,
  matched_provisioners: nullable(z.object({ count: z.number(), available: z.number() })),
  resources: rows(z.object({ agents: rows(workspaceAgentSchema) })),
});
export type WorkspaceBuild = z.output<typeof buildSchema>;

/** A workspace with its newest build. */
export const workspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: optionalText,
  owner_name: optionalText,
  organization_id: optionalText,
  template_id: optionalText,
  template_name: optionalText,
  template_display_name: optionalText,
  created_at: timestamp,
  updated_at: optionalText,
  last_used_at: optionalText,
  dormant_at: nullable(z.string()),
  deleting_at: nullable(z.string()),
  outdated: z.boolean().default(false),
  health: nullable(z.object({ healthy: z.boolean(), failing_agents: rows(z.string()) })),
  latest_app_status: nullable(appStatusSchema),
  /** Absent before tasks had ids of their own. */
  task_id: nullable(z.string()),
  latest_build: nullable(buildSchema),
});
export type Workspace = z.output<typeof workspaceSchema>;

/** The workspace agents of a workspace's newest build; none while it does not run. */
export function workspaceAgentsOf(workspace: Workspace): readonly WorkspaceAgent[] {
  return workspace.latest_build?.resources.flatMap(({ agents }) => agents) ?? [];
}

/** `GET /api/v2/workspaces`; some proxies and old builds answer the bare array. */
export const workspaceListSchema = z.union([
  z.object({ workspaces: rows(workspaceSchema), count: z.number().default(0) }),
  rows(workspaceSchema).transform((workspaces) => ({ workspaces, count: workspaces.length })),
]);

/** One line of a build's log. */
export const buildLogSchema = z.object({
  id: z.number(),
  created_at: timestamp,
  stage: optionalText,
  output: optionalText,
});
export type BuildLog = z.output<typeof buildLogSchema>;

/** One line of a workspace agent's log. */
export const workspaceAgentLogSchema = z.object({
  id: z.number(),
  created_at: timestamp,
  /** trace, debug, info, warn, error. */
  level: optionalText,
  output: optionalText,
});
export type WorkspaceAgentLog = z.output<typeof workspaceAgentLogSchema>;

/** One figure of a workspace agent's metadata. */
const agentMetadataSchema = z.object({
  result: z.object({
    value: optionalText,
    error: optionalText,
  }),
  description: z.object({ key: z.string(), display_name: optionalText }),
});
export type AgentMetadata = z.output<typeof agentMetadataSchema>;

/** One frame of the metadata stream; other types than `data` carry no figures. */
export const metadataFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("data"), data: rows(agentMetadataSchema) }),
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("error"), data: coderErrorSchema }),
]);

/** The parameter values a build ran with. */
export const buildParametersSchema = rows(z.object({ name: z.string(), value: optionalText }));
