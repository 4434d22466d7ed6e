import * as z from "zod";
import type { EmbeddedDeployment } from "./embedded";

const workspaceAgents = z.array(z.object({ token: z.string(), current: z.boolean() }));

/** Writes lines to the log of a workspace's agent, as that agent does. The deployment must be under control. */
export async function writeWorkspaceLog(
  { url }: Pick<EmbeddedDeployment, "url">,
  workspaceId: string,
  lines: readonly string[],
): Promise<void> {
  const known = await fetch(`${url}/_embedded/workspaces/${workspaceId}/agents`);
  const current = workspaceAgents.parse(await known.json()).find((agent) => agent.current);
  if (current === undefined) throw new Error(`workspace ${workspaceId} does not run`);
  const answer = await fetch(`${url}/api/v2/workspaceagents/me/logs`, {
    method: "PATCH",
    headers: { "content-type": "application/json", "Coder-Session-Token": current.token },
    body: JSON.stringify({
      log_source_id: SOURCE,
      logs: lines.map((output) => ({ output, level: "info" })),
    }),
  });
  if (!answer.ok) throw new Error(`the log of workspace ${workspaceId}: ${answer.status}`);
}

/** No script's own: Coder takes lines of sources it does not know, too. */
const SOURCE = "3b579bf4-1ed8-4b99-87a8-e9a1e3410410";
