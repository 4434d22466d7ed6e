import { ProgressLocation, window } from "vscode";
import { signalOf } from "../../extension/cancellation";
import type { Parts } from "../../extension/parts";
import { commandText } from "../../outputs/commandText";
import { agentWorkspace } from "./agentWorkspace";

/** Commands asked for here may take so long, in seconds; longer ones belong into a terminal. */
const LONGEST_SECONDS = 1_800;

/** Runs a command in an agent's workspace and shows what it put out as a document. */
export async function runCommand(parts: Parts, target?: unknown): Promise<void> {
  const { t, connections, messages, outputs } = parts;
  const title = t("Run Command…");
  const found = await agentWorkspace(parts, target, title);
  if (found === undefined) return;
  const command = await window.showInputBox({
    title,
    prompt: t("Runs in workspace {0}, by bash, else sh", found.name),
    validateInput: (text) => (text.trim() === "" ? t("Type a command") : undefined),
  });
  if (command === undefined) return;
  try {
    const result = await window.withProgress(
      { location: ProgressLocation.Notification, title: t("Running {0}", command), cancellable: true },
      async (progress, token) => {
        const [fleet, { executeCommand }] = await Promise.all([
          connections.fleet(found.deployment),
          import("../../../services/late"),
        ]);
        const request = { workspace: found.workspaceId, command, timeoutSeconds: LONGEST_SECONDS };
        return executeCommand(fleet, request, {
          signal: signalOf(token),
          progress: ({ message }) => {
            progress.report({ message });
          },
        });
      },
    );
    if (result.kind === "ended") await outputs.show(found.name, commandText(command, result, t));
  } catch (error) {
    void messages.failed(error, found.deployment, () => runCommand(parts, target));
  }
}
