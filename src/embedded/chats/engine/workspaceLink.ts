/** The workspace a chat works in. */
import { join } from "node:path";
import type { Deployment } from "../../deployment";
import { currentAgent, latestBuild } from "../../state/store";
import type { Workspace } from "../../state/types";
import { prepareProject, projectDirectory } from "../../worker/project";
import type { Chat } from "../state/types";
import { tell } from "./changes";
import { writeInstructions, instructions } from "./instructions";

/** The workspace whose agent can be spoken to now; null: there is none, or it does not run. */
export function runningWorkspace(deployment: Deployment, chat: Chat): Workspace | null {
  const workspace = workspaceOf(deployment, chat);
  if (workspace === null || workspace.deleted) return null;
  const build = latestBuild(workspace);
  const runs = build.transition === "start" && build.job.status === "succeeded";
  return runs && currentAgent(workspace)?.connection === "connected" ? workspace : null;
}

/** The workspace a chat works in; also after it was deleted; null: none. */
export function workspaceOf(deployment: Deployment, chat: Chat): Workspace | null {
  return chat.workspaceId === null ? null : (deployment.store.workspaces.get(chat.workspaceId) ?? null);
}

/** Remembers which build and agent the chat speaks to, and what instructions lie there. */
export function findWorkspace(deployment: Deployment, chat: Chat): void {
  const workspace = runningWorkspace(deployment, chat);
  const agent = workspace === null ? null : currentAgent(workspace);
  if (workspace === null || agent === null || chat.agentId === agent.id) return;
  writeInstructions(directoryOf(deployment, workspace).project);
  const isNew = chat.instructions === null;
  chat.buildId = latestBuild(workspace).id;
  chat.agentId = agent.id;
  chat.instructions = [
    {
      source: join(agent.blueprint.directory, instructions.name),
      size: Buffer.byteLength(instructions.text),
    },
  ];
  if (isNew) tell(deployment, chat, "context_dirty");
}

/** The folders of a workspace on this machine: its home, and where its agent works. */
export function directoryOf(
  deployment: Deployment,
  workspace: Workspace,
): { readonly home: string; readonly project: string } {
  const home = deployment.folders.of(workspace);
  const project = projectDirectory(home, currentAgent(workspace)?.blueprint.directory ?? "");
  prepareProject(project);
  return { home, project };
}
