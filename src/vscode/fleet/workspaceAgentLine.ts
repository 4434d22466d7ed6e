/** Where an agent works, as lines below it: its workspace agent with apps and figures. Pure. */
import type { AgentMetadata, WorkspaceApp } from "../../models/coder/workspace";
import { singleLine } from "../../models/text";
import type { AgentPlace } from "../../services/agents/agentDetails";
import { type About, LINE_LENGTH, linkTo, textLine } from "./detailLine";
import { type Icon, WARNING_COLOR } from "./icon";
import type { Detail } from "./treeNodes";

const WARNING: Icon = { id: "warning", color: WARNING_COLOR };

/** None while the workspace does not run. */
export function workspaceAgentLine(
  { workspaceAgent, apps, metrics }: AgentPlace,
  { t }: About,
): readonly Detail[] {
  if (workspaceAgent === null) return [];
  const { name, status, operating_system: system } = workspaceAgent;
  const label = singleLine(name, LINE_LENGTH);
  return [
    {
      id: "workspaceAgent",
      label,
      description: [status, system].filter(Boolean).join(" · "),
      tooltip: t("Workspace agent {0}: {1}", label, status),
      icon: { id: "vm" },
      children: [...apps.filter(({ hidden }) => !hidden).map(appLine), ...metrics.map(figureLine)],
    },
  ];
}

function appLine({ id, slug, display_name, health, url, external }: WorkspaceApp): Detail {
  return {
    ...textLine(`app:${id}`, display_name || slug, health === "unhealthy" ? WARNING : { id: "window" }),
    description: health === "disabled" ? "" : health,
    // Only an external app's address is one a browser here can open.
    ...(external ? linkTo(url) : {}),
  };
}

function figureLine({ description: { key, display_name }, result: { error, value } }: AgentMetadata): Detail {
  const failed = error !== "";
  return {
    ...textLine(`figure:${key}`, display_name || key, failed ? WARNING : { id: "dashboard" }),
    description: singleLine(failed ? error : value, LINE_LENGTH),
  };
}
