import { ProgressLocation, window } from "vscode";
import type { OpenableWorkspace } from "../../services/workspaces/openableWorkspace";
import { signalOf } from "../extension/cancellation";
import type { Parts } from "../extension/parts";
import type { TerminalTarget } from "../terminal/workspaceTerminal";

/** Where nothing is to be asked: Coder starts it already, or it will never run again, which the start then says. */
const DECIDED: ReadonlySet<string> = new Set(["pending", "starting", "deleting", "deleted"]);

/**
 * A workspace in which something can be opened now. One that does not run is started, after a question.
 * @returns undefined where it does not run and shall not be started
 * @throws FleetError where it cannot be looked up or started
 */
export async function runningWorkspace(
  parts: Parts,
  { deployment, workspaceId, name }: Pick<TerminalTarget, "deployment" | "workspaceId" | "name">,
): Promise<OpenableWorkspace | undefined> {
  const { t, connections, store } = parts;
  const [fleet, { openableWorkspace }] = await Promise.all([
    connections.fleet(deployment),
    import("../../services/late"),
  ]);
  const look = (start: boolean, location: ProgressLocation, title: string) =>
    window.withProgress({ location, title, cancellable: true }, (progress, token) =>
      openableWorkspace(fleet, workspaceId, start, {
        signal: signalOf(token),
        progress: ({ message }) => {
          progress.report({ message });
        },
      }),
    );
  const found = await look(false, ProgressLocation.Window, t("Looking at workspace {0}", name));
  if (found.status === "running") return found;
  if (!DECIDED.has(found.status)) {
    const start = t("Start");
    const question = t("Workspace {0} does not run: it is {1}. Start it?", name, found.status);
    if ((await window.showInformationMessage(question, start)) !== start) return undefined;
  }
  const running = await look(true, ProgressLocation.Notification, t("Starting workspace {0}", name));
  void store.refresh();
  return running;
}
