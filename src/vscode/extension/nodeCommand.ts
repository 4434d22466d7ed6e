import type { NodeCommand } from "../../services/embeddedProcess";

/**
 * How to run our bundles: by the program that runs this extension. On a desktop that is Electron, which is Node
 * when the variable says so; elsewhere it is Node and ignores it.
 * @param nodePath another Node to use instead; empty for none
 */
export function nodeCommand(nodePath: string): NodeCommand {
  return nodePath === ""
    ? { command: process.execPath, env: { ELECTRON_RUN_AS_NODE: "1" } }
    : { command: nodePath, env: {} };
}
