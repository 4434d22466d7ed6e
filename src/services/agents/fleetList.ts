import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { everyAgent } from "./listAgents";

export interface FleetList {
  /** Newest first, without roles. */
  readonly agents: readonly Agent[];
  /** Why agents may be missing; null when the list is whole. */
  readonly incomplete: string | null;
  /** Whether agents can be made on this deployment. */
  readonly canCreate: boolean;
}

/** One's own agents or everybody's, and whether more can be made: one list pass per backend. */
export async function fleetList(fleet: Fleet, allOwners: boolean, call: Call): Promise<FleetList> {
  const list = await everyAgent(fleet, { kind: allOwners ? "all" : "me" }, call);
  const backends = await fleet.deployment.backends(call);
  return { ...list, canCreate: backends.some(({ capabilities }) => capabilities.create) };
}
