import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { everyAgent } from "./listAgents";

/** Which agents a list holds. */
export interface FleetScope {
  /** Also those of other users. */
  readonly allOwners: boolean;
  /** Also those put away; of chats only. */
  readonly archived: boolean;
}

/** A fleet as a view shows it. */
export interface FleetList {
  /** Newest first, without roles; archived ones last. */
  readonly agents: readonly Agent[];
  /** Why agents may be missing; null when the list is whole. */
  readonly incomplete: string | null;
  /** Whether agents can be made on this deployment. */
  readonly canCreate: boolean;
  /** Whether this deployment has chats, with all that only they can do. */
  readonly hasChats: boolean;
}

/** The agents of a scope, and what the deployment can do: one list pass per backend, one more for archived ones. */
export async function fleetList(
  fleet: Fleet,
  { allOwners, archived }: FleetScope,
  call: Call,
): Promise<FleetList> {
  const owner = { kind: allOwners ? "all" : "me" } as const;
  const [list, away] = await Promise.all([
    everyAgent(fleet, owner, call),
    archived ? everyAgent(fleet, owner, call, true) : undefined,
  ]);
  const backends = await fleet.deployment.backends(call);
  return {
    agents: [...list.agents, ...(away?.agents ?? [])],
    incomplete: list.incomplete,
    canCreate: backends.some(({ capabilities }) => capabilities.create),
    hasChats: backends.some(({ chats }) => chats !== undefined),
  };
}
