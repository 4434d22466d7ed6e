import type { Agent } from "../models/agent";
import { mayBeForeign } from "../services/agents/agentReference";

/** How an agent is named in an answer: with its owner where it may not be the caller's. `asked`: how they named it. */
export function shownName({ owner, name }: Pick<Agent, "owner" | "name">, asked: string): string {
  return mayBeForeign(asked) ? `${owner}/${name}` : name;
}
