/** Entry point 1: the extension. */
import { type ExtensionContext, ExtensionMode, lm } from "vscode";
import { registerCommands } from "./vscode/commands/registerCommands";
import { compose } from "./vscode/extension/composition";
import type { Parts } from "./vscode/extension/parts";

/**
 * Called by VS Code when the view, a command or the MCP server is first used. Sends nothing by itself.
 * @returns the parts, in tests only
 */
export function activate(context: ExtensionContext): Parts | undefined {
  const parts = compose(context);
  context.subscriptions.push(
    lm.registerMcpServerDefinitionProvider("coderFleet.servers", parts.servers),
    lm.registerMcpServerDefinitionProvider("coderFleet.deploymentServer", parts.deploymentServers),
    ...registerCommands(parts),
  );
  return context.extensionMode === ExtensionMode.Test ? parts : undefined;
}
