import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { manyAgents } from "./targets";

/** Brings archived agents back. */
export async function unarchiveAgent(parts: Parts, target?: unknown, selection?: unknown): Promise<void> {
  const { t } = parts;
  const agents = await manyAgents(parts, target, selection, t("Unarchive Agents"), "canUnarchive");
  const service = await import("../../../services/late");
  await runOnAgents(parts, agents, t("Unarchiving"), (fleet, agent, call) =>
    service.updateAgent(fleet, agent, { archived: false }, call),
  );
}
