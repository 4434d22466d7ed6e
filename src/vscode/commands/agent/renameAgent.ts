import { checkNewAgentName } from "../../../services/agents/agentReference";
import { errorText } from "../../extension/errorText";
import type { Parts } from "../../extension/parts";
import { askText } from "../../prompts/askText";
import { runOnAgents } from "./runOnAgents";
import { oneAgent } from "./targets";

/** Gives an agent another name, which tools and other people find it by from then on. */
export async function renameAgent(parts: Parts, target?: unknown): Promise<void> {
  const { t } = parts;
  const entry = await oneAgent(parts, target, t("Rename Agent"), "canRename");
  if (entry === undefined) return;
  const { name } = entry.agent;
  const wanted = await askText({ title: t("Rename {0}", name), value: name, checkTyped: nameProblem }, t);
  if (wanted === undefined || wanted === name) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, [entry], t("Renaming"), (fleet, agent, call) =>
    service.updateAgent(fleet, agent, { name: wanted }, call),
  );
}

function nameProblem(name: string): string | undefined {
  try {
    checkNewAgentName(name);
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}
