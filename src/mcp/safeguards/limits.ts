import type { Policy } from "../../models/configuration";
import { ValidationError } from "../../models/errors";

/**
 * Refuses a call that names more agents than the operator allows, or leaves open how many.
 * @throws ValidationError(policy_denied)
 */
export function checkAgentsPerCall(
  tool: { readonly name: string; readonly input: { readonly shape: object } },
  input: Readonly<Record<string, unknown>>,
  { maxAgentsPerCall: most }: Policy,
): void {
  if (most === null || !("agent_names" in tool.input.shape)) return;
  const names = input["agent_names"];
  const count = Array.isArray(names) ? new Set(names).size : 0;
  if (count > 0 && count <= most) return;
  throw new ValidationError("policy_denied", {
    message: `One call may name at most ${most} agents on this server; ${tool.name} was given ${count === 0 ? "none, which means all" : count}.`,
    hint: `Name 1 to ${most} agents in agent_names, or ask the operator of this server to change --max-agents-per-call.`,
    details: { allowed: [String(most)] },
  });
}
