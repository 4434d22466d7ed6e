import { ProgressLocation, window } from "vscode";
import { singleLine } from "../../../models/text";
import { signalOf } from "../../extension/cancellation";
import type { Parts } from "../../extension/parts";
import { commandText } from "../../outputs/commandText";
import { askText } from "../../prompts/askText";
import { agentWorkspace } from "./agentWorkspace";

/** Commands asked for here may take so long, in seconds; longer ones belong into a terminal. */
const LONGEST_SECONDS = 1_800;
/** Longest command shown in a title, in characters. */
const TITLE_LENGTH = 40;

/** Runs a command in an agent's workspace and shows what it put out as a document. The last one is offered again. */
export async function runCommand(parts: Parts, target?: unknown): Promise<void> {
  const { t, connections, drafts, messages, outputs } = parts;
  const found = await agentWorkspace(parts, target, t("Run Command…"));
  if (found === undefined) return;
  const key = `command|${found.deployment}|${found.workspaceId}`;
  const command = await askText(
    {
      title: t("Run Command in {0}", found.name),
      prompt: t("By bash, else sh. What it puts out is shown as a document."),
      value: drafts.get(key),
      checkTyped: (text) => (text.trim() === "" ? t("Type a command") : undefined),
    },
    t,
  );
  if (command === undefined) return;
  await drafts.set(key, command);
  const shown = singleLine(command, TITLE_LENGTH);
  try {
    const result = await window.withProgress(
      { location: ProgressLocation.Notification, title: t("Running {0}", shown), cancellable: true },
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
    if (result.kind === "ended") {
      await outputs.show(`${found.name}: ${shown}`, commandText(command, result, t));
    }
  } catch (error) {
    void messages.failed(error, found.deployment, () => runCommand(parts, target));
  }
}
