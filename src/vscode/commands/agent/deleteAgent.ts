import { window } from "vscode";
import type { Parts } from "../../extension/parts";
import { deleteQuestion } from "./deleteQuestion";
import { runOnAgents } from "./runOnAgents";
import { manyAgents } from "./targets";

/** Deletes agents after a modal question that names them and what is lost. */
export async function deleteAgent(parts: Parts, target?: unknown, selection?: unknown): Promise<void> {
  const { t } = parts;
  const entries = await manyAgents(parts, target, selection, t("Delete Agents"), "canDelete");
  if (entries.length === 0) return;
  const { question, detail } = deleteQuestion(
    entries.map(({ agent }) => agent),
    t,
  );
  const confirm = t("Delete");
  if ((await window.showWarningMessage(question, { modal: true, detail }, confirm)) !== confirm) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, entries, t("Deleting"), service.deleteAgent);
}
