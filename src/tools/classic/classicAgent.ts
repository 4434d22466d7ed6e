/** An agent with the field names of coder-mcp. */
import * as z from "zod";
import { type Agent, AGENT_STATUSES } from "../../models/agent";
import { singleLine } from "../../models/text";

/** Longest task text, in characters. */
const TASK_LENGTH = 200;

export const classicAgentSchema = z.object({
  id: z.string(),
  user: z.string(),
  workspace_id: z.string().nullable(),
  workspace_name: z.string(),
  status: z.enum(AGENT_STATUSES),
  role: z.string(),
  project: z.string(),
  current_assignment: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** The agent in structured form. */
export function classicAgent(agent: Agent): z.output<typeof classicAgentSchema> {
  return {
    id: agent.id,
    user: singleLine(agent.owner),
    workspace_id: agent.workspace?.id ?? null,
    workspace_name: singleLine(agent.workspace?.name ?? agent.name),
    status: agent.status,
    role: singleLine(agent.role),
    project: singleLine(agent.project),
    current_assignment: agent.lastTask === null ? null : singleLine(agent.lastTask, TASK_LENGTH),
    created_at: agent.createdAt,
    updated_at: agent.updatedAt,
  };
}
