/** Entry point 1: the extension. The Fleet view and the server's registration arrive with their issues. */
import type { ExtensionContext } from "vscode";

/** Called by VS Code when something of this extension is first used. Nothing is contributed yet. */
export function activate(_context: ExtensionContext): void {
  // Nothing to register: package.json contributes nothing yet.
}
