import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { manyAgents } from "./targets";

/** Puts agents away: they leave the list, and nothing of them is lost. */
export async function archiveAgent(parts: Parts, target?: unknown, selection?: unknown): Promise<void> {
  const { t } = parts;
  const agents = await manyAgents(parts, target, selection, t("Archive Agents"), "canArchive");
  const service = await import("../../../services/late");
  await runOnAgents(parts, agents, t("Archiving"), (fleet, agent, call) =>
    service.updateAgent(fleet, agent, { archived: true }, call),
  );
}
