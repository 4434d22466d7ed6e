import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { oneAgent } from "./targets";

export async function restartAgent(parts: Parts, target?: unknown): Promise<void> {
  const { t } = parts;
  const entry = await oneAgent(parts, target, t("Restart Agent"), "canRestart");
  if (entry === undefined) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, [entry], t("Restarting"), service.restartAgent);
}
