/** Tasks of both generations (`/api/experimental/tasks` and `/api/v2/tasks`). */
import * as z from "zod";
import { nullable, optionalText, rows, timestamp } from "./common";
import { buildSchema } from "./workspace";

/**
 * Generation 1: the template parameter that carries the prompt. A template that defines it makes agents; nobody fills
 * it in by hand.
 */
export const PROMPT_PARAMETER = "AI Prompt";

/** A task, in a list or alone. */
export const taskSchema = z.object({
  /** Generation 1: the workspace's id; generation 2: the task's own. */
  id: z.string(),
  name: z.string(),
  display_name: optionalText,
  owner_id: optionalText,
  owner_name: optionalText,
  organization_id: optionalText,
  template_id: optionalText,
  /** Absent in generation 1. */
  template_version_id: nullable(z.string()),
  template_name: optionalText,
  template_display_name: optionalText,
  workspace_id: nullable(z.string()),
  /** Absent in generation 1, where it is the task's name. */
  workspace_name: nullable(z.string()),
  /** Absent in generation 1, where `status` is the workspace's status. */
  workspace_status: nullable(z.string()),
  workspace_build_number: nullable(z.number()),
  workspace_agent_id: nullable(z.string()),
  workspace_agent_lifecycle: nullable(z.string()),
  workspace_agent_health: nullable(z.object({ healthy: z.boolean(), reason: z.string().optional() })),
  workspace_app_id: nullable(z.string()),
  initial_prompt: optionalText,
  /** Generation 1: workspace status words; generation 2: pending, initializing, active, paused, unknown, error. */
  status: optionalText,
  current_state: nullable(
    z.object({ timestamp, state: z.string(), message: optionalText, uri: optionalText }),
  ),
  created_at: timestamp,
  updated_at: optionalText,
});
export type Task = z.output<typeof taskSchema>;

/** `{tasks, count}`; early builds answered the bare array. */
export const taskListSchema = z.union([
  z.object({ tasks: rows(taskSchema) }).transform(({ tasks }) => tasks),
  rows(taskSchema),
]);

/** The conversation, oldest first; a snapshot of its last stop while the task does not run. */
export const taskLogsSchema = z.object({
  logs: rows(
    z.object({
      id: z.number(),
      content: optionalText,
      type: z.enum(["input", "output"]).catch("output"),
      time: timestamp,
    }),
  ),
  snapshot: z.boolean().default(false),
  snapshot_at: nullable(z.string()),
});

/** Answer of pause and resume. */
export const taskBuildSchema = z.object({ workspace_build: buildSchema });
