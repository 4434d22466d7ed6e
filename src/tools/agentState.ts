/** The answer of tools that change whether an agent runs. */
import * as z from "zod";
import { type Agent, AGENT_STATUSES } from "../models/agent";
import { shownName } from "./shownName";

export const agentStateSchema = z.object({
  agent_name: z.string(),
  status: z.enum(AGENT_STATUSES),
  message: z.string(),
});

/** `asked`: how the caller named it. */
export function agentState(agent: Agent, asked: string): z.output<typeof agentStateSchema> {
  const { status } = agent;
  const name = shownName(agent, asked);
  return { agent_name: name, status, message: `Agent '${name}' is ${status}.` };
}
