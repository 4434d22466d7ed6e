import * as z from "zod";
import { addBuild, createWorkspace } from "../../engine/workspaces";
import { HttpError } from "../../http/errors";
import { namesFromPrompt } from "../../rules/names";
import { newId } from "../../state/random";
import { currentAgent, isFinished, latestBuild } from "../../state/store";
import type { Build, Transition, Workspace } from "../../state/types";
import { commit, tell } from "../engine/changes";
import { until } from "../engine/clock";
import { findWorkspace, workspaceOf } from "../engine/workspaceLink";
import { findTemplate } from "./templates";
import { tool, type ToolAnswer, type ToolContext, ToolError } from "./tool";

export const workspaceTools = [
  tool(
    "create_workspace",
    z.object({
      template_id: z.string(),
      name: z.string().optional(),
      preset_id: z.string().optional(),
      parameters: z.record(z.string(), z.string()).default({}),
    }),
    async (context, args) => {
      const { deployment, chat } = context;
      const template = findTemplate(context, args.template_id);
      const owner = deployment.store.user(chat.ownerId);
      const workspace = refusing(() =>
        createWorkspace(deployment, {
          owner,
          initiator: owner,
          templateId: template.id,
          version: deployment.store.version(template.activeVersionId),
          presetId: args.preset_id ?? null,
          name: args.name ?? namesFromPrompt(chat.title, newId().slice(0, 4)).name,
          parameters: Object.entries(args.parameters).map(([name, value]) => ({ name, value })),
        }),
      );
      chat.workspaceId = workspace.id;
      return follow(context, workspace, {
        created: true,
        workspace_name: `${owner.username}/${workspace.name}`,
      });
    },
  ),
  tool("start_workspace", z.object({}), (context) => build(context, "start", { started: true })),
  tool("stop_workspace", z.object({}), (context) => build(context, "stop", { stopped: true })),
];

async function build(
  context: ToolContext,
  transition: Transition,
  answer: Readonly<Record<string, unknown>>,
): Promise<ToolAnswer> {
  const { deployment, chat } = context;
  const workspace = workspaceOf(deployment, chat);
  if (workspace === null) {
    throw new ToolError(
      "no workspace is associated with this chat. Use the create_workspace tool to create one",
    );
  }
  if (workspace.deleted) throw new ToolError("workspace was deleted; use create_workspace to make a new one");
  const initiator = deployment.store.user(chat.ownerId);
  refusing(() => addBuild(deployment, workspace, { transition, reason: "initiator", initiator }));
  return follow(context, workspace, { ...answer, workspace_name: workspace.name });
}

/** Sees the latest build through, and for a start its agent too. */
async function follow(
  context: ToolContext,
  workspace: Workspace,
  answer: Readonly<Record<string, unknown>>,
): Promise<ToolAnswer> {
  const { deployment, chat, signal } = context;
  const followed = latestBuild(workspace);
  chat.buildId = followed.id;
  chat.agentId = null;
  told(context);
  await until(deployment.topics, workspace.id, signal, () => isFinished(followed.job));
  if (followed.job.status !== "succeeded") {
    const reason = followed.job.error ?? followed.job.status;
    return { result: { error: `workspace build failed: ${reason}`, build_id: followed.id } };
  }
  if (followed.transition === "start") await agentOf(context, workspace, followed);
  told(context);
  findWorkspace(deployment, chat);
  return { result: { ...answer, build_id: followed.id } };
}

async function agentOf(
  { deployment, signal }: ToolContext,
  workspace: Workspace,
  started: Build,
): Promise<void> {
  if (started.agent === null) return;
  await until(
    deployment.topics,
    workspace.id,
    signal,
    () => latestBuild(workspace) !== started || currentAgent(workspace)?.connection !== "connecting",
  );
}

/** Watchers learn of a chat's workspace by a status event. */
function told({ deployment, chat }: ToolContext): void {
  commit(deployment, chat, {});
  tell(deployment, chat, "status_change");
}

/** What the deployment refuses over HTTP is refused to the model in the same words. */
function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const reasons = [error.detail, ...(error.validations ?? []).map(({ detail }) => detail)];
    throw new ToolError([error.message, ...reasons.filter((reason) => reason !== undefined)].join(": "));
  }
}
