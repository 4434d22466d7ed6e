import type { AgentEntry } from "./agentEntry";

/** The agent's page in the deployment's dashboard: `/tasks/<owner>/<id>` for tasks, the workspace's page else. */
export function dashboardUrl({ deployment, agent }: AgentEntry): string {
  const owner = encodeURIComponent(agent.owner);
  switch (agent.kind) {
    case "task":
      return `${deployment}/tasks/${owner}/${encodeURIComponent(agent.id)}`;
    case "chat":
      return `${deployment}/agents/${encodeURIComponent(agent.id)}`;
    case "workspace":
      return `${deployment}/@${owner}/${encodeURIComponent(agent.workspace?.name ?? agent.name)}`;
  }
}
