/** How long VS Code says an extension took to activate. */
import { commands, workspace } from "vscode";
import { eventually } from "./extension";

/** Both in whole milliseconds, as VS Code measures them in the extension host. */
interface ActivationTimes {
  /** Reading and running its bundle. */
  readonly loadCode: number;
  /** Calling `activate()`, until it returns. */
  readonly callActivate: number;
}

/**
 * Reads it from "Developer: Startup Performance", whose sum of both "Developer: Show Running Extensions" shows too.
 * The waits for VS Code's own messages before and after are in neither.
 */
export async function activationTimes(extension: string): Promise<ActivationTimes> {
  await commands.executeCommand("perfview.show");
  try {
    return await eventually(`the activation of ${extension} in VS Code's report`, () => {
      const report = workspace.textDocuments.find(({ uri }) => uri.scheme === "perf")?.getText() ?? "";
      // | Extension | Eager | Load Code | Call Activate | …
      const row = report
        .split("\n")
        .map((line) => line.split("|").map((cell) => cell.trim()))
        .find(([, name, eager]) => name === extension && eager !== undefined);
      const [loadCode, callActivate] = (row ?? []).slice(3, 5).map(Number);
      return loadCode === undefined || callActivate === undefined ? undefined : { loadCode, callActivate };
    });
  } finally {
    await commands.executeCommand("workbench.action.closeActiveEditor");
  }
}
