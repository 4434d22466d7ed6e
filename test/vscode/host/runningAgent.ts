import type { Parts } from "../../../src/vscode/extension/parts";
import type { AgentNode, GroupNode } from "../../../src/vscode/fleet/treeNodes";
import { eventually } from "./extension";

/** The row of an agent whose workspace runs, once the list is there. */
export function runningAgent({ tree }: Parts): Promise<AgentNode> {
  return eventually("an idle agent in the list", () =>
    (tree.getChildren() as GroupNode[])
      .flatMap(({ children }) => children)
      .find(({ entry }) => entry.agent.status === "idle" && entry.agent.workspace !== null),
  );
}
