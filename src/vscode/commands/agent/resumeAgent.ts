import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { manyAgents } from "./targets";

export async function resumeAgent(parts: Parts, target?: unknown, selection?: unknown): Promise<void> {
  const { t } = parts;
  const agents = await manyAgents(parts, target, selection, t("Resume Agents"), "canResume");
  const service = await import("../../../services/late");
  await runOnAgents(parts, agents, t("Resuming"), service.resumeAgent);
}
