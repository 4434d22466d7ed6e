import { ProgressLocation, window } from "vscode";
import { signalOf } from "../../extension/cancellation";
import type { Parts } from "../../extension/parts";

/** Starts a deployment on this computer, after asking once, and signs in to it. */
export async function startDemo({ demo, consent, t }: Parts): Promise<void> {
  if (!consent.demo) {
    const start = t("Start");
    const answer = await window.showWarningMessage(
      t("Start a demo deployment on this computer?"),
      {
        modal: true,
        detail: t(
          "It is a small Coder deployment with scripted agents. What you tell them to run really runs: on this computer, in temporary folders, as your user. It listens on 127.0.0.1 only and ends with VS Code.",
        ),
      },
      start,
    );
    if (answer !== start) return;
    await consent.allowDemo();
  }
  await window.withProgress(
    { location: ProgressLocation.Notification, title: t("Starting the demo deployment"), cancellable: true },
    (_, token) => demo.start(signalOf(token)),
  );
}
