import type { Parts } from "../../extension/parts";
import { agentAbove, isDetailNode } from "../../fleet/treeNodes";
import { runOnAgents } from "./runOnAgents";

/** Takes a message back that waits until its agent has time. */
export function removeWaitingMessage(parts: Parts, target?: unknown): Promise<void> {
  return change(parts, target, parts.t("Removing the message"), "remove");
}

/** Lets a waiting message be next: what the agent does now is interrupted for it. */
export function sendWaitingMessageNow(parts: Parts, target?: unknown): Promise<void> {
  return change(parts, target, parts.t("Sending the message"), "promote");
}

async function change(
  parts: Parts,
  target: unknown,
  title: string,
  action: "remove" | "promote",
): Promise<void> {
  if (!isDetailNode(target) || target.detail.waiting === undefined) return;
  const { waiting: messageId } = target.detail;
  const { agentQueue } = await import("../../../services/late");
  await runOnAgents(parts, [agentAbove(target).entry], title, (fleet, agent, call) =>
    agentQueue(fleet, { agent, action, messageId }, call),
  );
}
