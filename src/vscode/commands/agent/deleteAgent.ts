import { window } from "vscode";
import { singleLine } from "../../../models/text";
import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { manyAgents } from "./targets";

/** Agents named in the question; of more, only how many there are. */
const NAMED = 10;

/** Deletes agents after a modal question that names them and what is lost. */
export async function deleteAgent(parts: Parts, target?: unknown, selection?: unknown): Promise<void> {
  const { t } = parts;
  const agents = await manyAgents(parts, target, selection, t("Delete Agents"), "canDelete");
  const [first] = agents;
  if (first === undefined) return;
  const names = agents.map(({ agent }) => singleLine(`${agent.owner}/${agent.name}`, 80));
  const more = names.length > NAMED ? [t("… and {0} more", names.length - NAMED)] : [];
  const question =
    agents.length === 1
      ? t("Delete agent {0}?", singleLine(first.agent.name, 80))
      : t("Delete {0} agents?", agents.length);
  const detail = [
    ...names.slice(0, NAMED),
    ...more,
    "",
    t("Workspace, files that were not pushed, and conversation are deleted. This cannot be undone."),
  ].join("\n");
  const confirm = t("Delete");
  if ((await window.showWarningMessage(question, { modal: true, detail }, confirm)) !== confirm) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, agents, t("Deleting"), service.deleteAgent);
}
