import { type AgentEntry, agentEntry } from "../fleet/agentEntry";
import type { Connections } from "./connections";
import type { Deployments } from "./deployments";

interface Parts {
  readonly deployments: Deployments;
  readonly connections: Connections;
}

/**
 * Asks a deployment for an agent that no list has told of.
 * @throws FleetError where it does not answer or there is no such agent; Error where nobody is signed in to it
 */
export async function lookUpAgent(
  { deployments, connections }: Parts,
  deployment: string,
  agentId: string,
): Promise<AgentEntry> {
  await deployments.load();
  const [fleet, { findAgent }] = await Promise.all([
    connections.fleet(deployment),
    import("../../services/late"),
  ]);
  const { agent } = await findAgent(fleet, agentId, { signal: new AbortController().signal });
  return agentEntry(deployment, agent);
}
