/** The answer of tools that change whether an agent runs. */
import * as z from "zod";
import { type Agent, AGENT_STATUSES } from "../models/agent";

export const agentStateSchema = z.object({
  agent_name: z.string(),
  status: z.enum(AGENT_STATUSES),
  message: z.string(),
});

export function agentState({ name, status }: Agent): z.output<typeof agentStateSchema> {
  return { agent_name: name, status, message: `Agent '${name}' is ${status}.` };
}
