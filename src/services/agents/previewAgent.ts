import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Preview } from "../../models/preview";
import type { Fleet } from "../fleet";
import type { QueueRequest } from "./agentQueue";
import { requireCapability, wrongState } from "./agentErrors";
import { findAgent } from "./findAgent";
import { isWorking } from "./cancelTask";
import { isRunning } from "./restartAgent";

type Action = "delete" | "restart" | "pause" | "cancel";

/**
 * What an action would do to an agent. Asks what the action itself asks first, and refuses what it would refuse.
 * @throws AgentNotFoundError, ValidationError(wrong_state), CoderApiError(unsupported_by_deployment)
 */
export async function previewAgent(
  fleet: Fleet,
  reference: string,
  action: Action,
  call: Call,
): Promise<Preview> {
  const { agent, backend } = await findAgent(fleet, reference, call);
  const gone = agent.status === "deleting" || agent.status === "deleted";
  switch (action) {
    case "delete":
      return preview(agent, gone ? ["It is being deleted already: nothing changes."] : deletion(agent));
    case "restart":
      requireCapability(backend, "pause");
      if (gone) throw wrongState(agent, "it cannot be restarted");
      return preview(agent, isRunning(agent) ? [...stop(agent), "Then it is started again."] : [START]);
    case "pause":
      requireCapability(backend, "pause");
      if (gone) throw wrongState(agent, "it cannot be paused");
      return preview(agent, isStopped(agent) ? ["It is stopped already: nothing changes."] : stop(agent));
    case "cancel":
      requireCapability(backend, "cancel");
      if (!isWorking(agent)) throw wrongState(agent, "only a busy agent has a task to cancel");
      return preview(agent, ["What it is doing is interrupted; what it has changed so far stays."]);
  }
}

/** What an action on a waiting message would do; null for a mere look. */
export async function previewQueue(
  fleet: Fleet,
  { agent: reference, action, messageId }: QueueRequest,
  call: Call,
): Promise<Preview | null> {
  if (action === "list") return null;
  const { agent } = await findAgent(fleet, reference, call, true);
  const effect =
    action === "remove"
      ? `Its waiting message ${messageId} is dropped.`
      : `Its waiting message ${messageId} is next: what it is doing is interrupted.`;
  return preview(agent, [effect]);
}

function preview(agent: Agent, effects: readonly string[]): Preview {
  const { id, owner, name, status, updatedAt } = agent;
  return {
    target: { kind: "agent", id, name: `${owner}/${name}`, status, version: updatedAt },
    effects,
  };
}

const START = "Its workspace is started; it does not run now.";

function isStopped({ status }: Agent): boolean {
  return status === "stopped" || status === "stopping";
}

function stop(agent: Agent): readonly string[] {
  return [
    ...presentWork(agent),
    `Its workspace ${workspaceName(agent)} is stopped: what runs in it ends, files outside of kept disks are lost.`,
  ];
}

/** A chat is archived, and its workspace goes only where it was made for it. */
function deletion(agent: Agent): readonly string[] {
  const { kind, chat, workspace } = agent;
  if (kind === "chat" && (workspace === null || chat?.ownsWorkspace !== true)) {
    const kept = workspace === null ? [] : [`Its workspace ${workspaceName(agent)} is kept.`];
    return [...presentWork(agent), "Its conversation is archived.", ...kept];
  }
  return [
    ...presentWork(agent),
    `Its workspace ${workspaceName(agent)} is deleted with all files in it: uncommitted and unpushed work is lost.`,
    kind === "chat" ? "Its conversation is archived." : "This cannot be undone.",
  ];
}

function presentWork(agent: Agent): readonly string[] {
  return isWorking(agent) ? ["It is busy: its present work ends."] : [];
}

function workspaceName({ owner, workspace, name }: Agent): string {
  return `${owner}/${workspace?.name ?? name}`;
}
