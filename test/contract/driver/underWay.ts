import * as z from "zod";
import type { Server } from "./server";

const workspaceAgent = z.object({
  lifecycle_state: z.string(),
  apps: z.array(z.object({ health: z.string() })),
});
const overview = z.object({
  workspaces: z.array(
    z.object({
      latest_build: z.object({
        id: z.string(),
        job: z.object({ status: z.string() }),
        resources: z.array(z.object({ agents: z.array(workspaceAgent).nullish() })),
      }),
    }),
  ),
});

/** The builds (id and state) that run, or whose workspace agent or apps are still coming up. */
export async function buildsUnderWay(server: Server): Promise<readonly string[]> {
  const seen = await server.ask(overview, "GET", "/api/v2/workspaces");
  return (seen?.workspaces ?? []).flatMap(({ latest_build: { id, job, resources } }) => {
    const agents = resources.flatMap((resource) => resource.agents ?? []);
    const isComingUp = agents.some(
      (agent) =>
        ["created", "starting"].includes(agent.lifecycle_state) ||
        agent.apps.some((app) => app.health === "initializing"),
    );
    const isUnderWay =
      ["pending", "running", "canceling"].includes(job.status) || (job.status !== "failed" && isComingUp);
    return isUnderWay ? [`${id} ${job.status}`] : [];
  });
}
