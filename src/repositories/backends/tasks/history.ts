import type { Agent, HistoryEntry } from "../../../models/agent";
import type { Workspace } from "../../../models/coder/workspace";
import type { AgentHistory } from "../../agentBackend";
import { agentReports } from "../../agents/workspaceAgent";

/**
 * What Coder still knows of an agent's work, newest first: its reports since the current start, and at the end
 * the prompt it was created with. Pure.
 */
export function taskHistory(agent: Agent, workspace: Workspace, prompt: string | null): AgentHistory {
  const reports: HistoryEntry[] = agentReports(workspace, agent.workspace?.appId ?? null).map((report) => ({
    id: report.id,
    created_at: report.created_at,
    state: report.state,
    message: report.message,
    uri: report.uri,
    needs_user_attention: report.needs_user_attention,
  }));
  const first: HistoryEntry[] =
    prompt === null || prompt === ""
      ? []
      : [
          {
            id: agent.id,
            created_at: agent.createdAt,
            state: "prompt",
            message: prompt,
            uri: "",
            needs_user_attention: false,
          },
        ];
  return { entries: [...reports, ...first], begins: whereItBegins(workspace) };
}

/** Coder drops an app's reports with the app, at every stop and start. */
function whereItBegins(workspace: Workspace): string | null {
  const build = workspace.latest_build;
  if (build === null || build.build_number <= 1) return null;
  return build.transition === "start"
    ? `Reports go back to the last start at ${build.created_at}; Coder keeps no older ones.`
    : "The agent does not run; Coder keeps only its newest report.";
}
