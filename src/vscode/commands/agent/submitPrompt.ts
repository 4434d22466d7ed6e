import { window } from "vscode";
import { lookUpAgent } from "../../deployments/lookUpAgent";
import type { Parts } from "../../extension/parts";
import { textProblem } from "../../prompts/textProblem";
import { deliver } from "./deliver";

/** Uses the prompt of an editor, which is closed when the agent has it. */
export async function submitPrompt(parts: Parts, target?: unknown): Promise<void> {
  const { promptEditor, t } = parts;
  const found = promptEditor.find(target);
  if (found === undefined) return;
  const { document, address } = found;
  const text = document.getText();
  const problem = textProblem(text, t("The prompt"));
  if (problem !== undefined) {
    void window.showWarningMessage(problem);
    return;
  }
  const { purpose, deployment, agentId } = address;
  if (purpose === "create") {
    if (promptEditor.settle(document.uri, text)) await promptEditor.close(document);
    else
      void window.showInformationMessage(
        t("Run “Create Agent” again for {0}: it goes on with this text.", agentId),
      );
    return;
  }
  const entry = await lookUpAgent(parts, deployment, agentId);
  if (await deliver(parts, entry, purpose, text)) await promptEditor.close(document);
}
