import type { CoderClient } from "../../clients/coderClient";
import type { Call } from "../../models/call";
import type { AgentBackend } from "../agentBackend";
import { remember } from "../remember";
import type { BackendOffer, Repositories } from "./backendOffer";
import { offerChats } from "./chats/offer";
import { offerTasks } from "./tasks/offer";
import { WorkspacesBackend } from "./workspaces/workspacesBackend";

/** The generations of agents, newest kind first. A further one is a folder beside these and a line here. */
const OFFERS: readonly BackendOffer[] = [offerChats, offerTasks];

/**
 * Finds the backends of a deployment, once per process: callers at the same time share one probe, a failed
 * probe is not remembered. Where nothing is offered, the workspaces of agents are left to manage.
 */
export function probeBackends(
  client: CoderClient,
  repositories: Repositories,
): (call: Call) => Promise<readonly AgentBackend[]> {
  return remember(async (call) => {
    const offered = await Promise.all(OFFERS.map((offer) => offer(client, repositories, call)));
    const backends = offered.filter((backend) => backend !== undefined);
    return backends.length > 0 ? backends : [new WorkspacesBackend(repositories)];
  });
}
