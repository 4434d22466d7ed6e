import { env } from "vscode";
import type { Parts } from "../../extension/parts";
import type { AgentEntry } from "../../fleet/agentEntry";
import { dashboardUrl } from "../../fleet/dashboardUrl";
import { oneAgent } from "./targets";

export function copyName(parts: Parts, target?: unknown): Promise<void> {
  return copy(parts, target, parts.t("Copy Name"), ({ agent }) => agent.name);
}

export function copyId(parts: Parts, target?: unknown): Promise<void> {
  return copy(parts, target, parts.t("Copy ID"), ({ agent }) => agent.id);
}

export function copyLink(parts: Parts, target?: unknown): Promise<void> {
  return copy(parts, target, parts.t("Copy Link"), dashboardUrl);
}

async function copy(
  parts: Parts,
  target: unknown,
  title: string,
  textOf: (entry: AgentEntry) => string,
): Promise<void> {
  const entry = await oneAgent(parts, target, title);
  if (entry !== undefined) await env.clipboard.writeText(textOf(entry));
}
