import type * as z from "zod";
import { relativeTime } from "../../models/relativeTime";
import { workspaceStatus } from "../../services/workspaces/workspaceStatus";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { UNTRUSTED } from "../text/untrusted";
import { workspaceName } from "../workspaceArguments";
import { workspaceView, workspaceViewSchema } from "./workspaceView";

export const getWorkspaceStatusTool = defineTool({
  name: "get_workspace_status",
  title: "Workspace status",
  toolsets: ["workspaces"],
  description:
    "Show a workspace: build, workspace agents with connection, health and figures (CPU, memory, disk), apps with URLs, deadline.",
  annotations: READ_ONLY,
  input: toolInput({ workspace: workspaceName }),
  output: workspaceViewSchema,
  run: async ({ workspace }, fleet, call) => workspaceView(await workspaceStatus(fleet, workspace, call)),
  text: (view, now) =>
    [
      `${view.owner}/${view.name}: ${view.status} (${view.build.transition} build ${view.build.number}, ${relativeTime(view.build.created_at, now)} ago)`,
      ...(view.build.error === undefined ? [] : [`build error: ${view.build.error}`]),
      ...(view.build.queue_position === undefined
        ? []
        : [`place in the queue: ${view.build.queue_position}`]),
      `id: ${view.id}; template: ${view.template}${view.outdated ? " (outdated: a newer version is active)" : ""}`,
      `last used ${relativeTime(view.last_used_at, now)} ago${view.deadline === undefined ? "" : `; stops by itself at ${view.deadline}`}`,
      ...(view.dormant_at === undefined ? [] : [`dormant since ${view.dormant_at}`]),
      ...(view.deleting_at === undefined ? [] : [`will be deleted at ${view.deleting_at}`]),
      view.url,
      ...(view.agents.length === 0 ? [] : [UNTRUSTED]),
      ...view.agents.flatMap(agentLines),
    ].join("\n"),
});

function agentLines(agent: z.output<typeof workspaceViewSchema>["agents"][number]): readonly string[] {
  const health = agent.unhealthy_reason === undefined ? "" : `, unhealthy: ${agent.unhealthy_reason}`;
  return [
    `agent ${agent.name}: ${agent.status}, ${agent.lifecycle}${health}${agent.directory === undefined ? "" : `, in ${agent.directory}`}`,
    ...agent.apps.map(
      ({ name, health: state, url }) => `  app ${name} (${state})${url === null ? "" : ` ${url}`}`,
    ),
    ...Object.entries(agent.metrics).map(([name, value]) => `  ${name}: ${value}`),
  ];
}
