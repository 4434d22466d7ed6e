import type { Group } from "./arrange";
import type { AgentNode, GroupNode } from "./treeNodes";

/** What has to be drawn again: everything, some rows, or nothing (an empty list). */
export type Redraw = "all" | readonly AgentNode[];

/**
 * The nodes of the tree. A node lives as long as its agent is shown, whatever group it moves to, and only rows
 * that look different are drawn again: so nothing flickers and the selection stays.
 */
export class TreeModel {
  #groups: readonly GroupNode[] = [];
  #agents = new Map<string, AgentNode>();
  /** How each row looked when it was drawn, by the agent's key. */
  #drawn = new Map<string, string>();
  #outline = "";

  get groups(): readonly GroupNode[] {
    return this.#groups;
  }

  agent(key: string): AgentNode | undefined {
    return this.#agents.get(key);
  }

  /**
   * Takes over a new arrangement.
   * @param look how an agent's row looks, in any form that differs when it does
   */
  update(groups: readonly Group[], look: (entry: Group["entries"][number]) => string): Redraw {
    const agents = new Map<string, AgentNode>();
    const drawn = new Map<string, string>();
    const changed: AgentNode[] = [];
    const known = new Map(this.#groups.map((group) => [group.id, group]));
    this.#groups = groups.map((group) => {
      const node: GroupNode = known.get(group.id) ?? {
        kind: "group",
        id: group.id,
        label: "",
        icon: "",
        children: [],
      };
      node.label = group.label;
      node.icon = group.icon;
      node.children = group.entries.map((entry) => {
        const agent = this.#agents.get(entry.key) ?? { kind: "agent", id: entry.key, entry, parent: node };
        agent.entry = entry;
        agent.parent = node;
        agents.set(entry.key, agent);
        const now = look(entry);
        drawn.set(entry.key, now);
        if (this.#drawn.get(entry.key) !== now) changed.push(agent);
        return agent;
      });
      return node;
    });
    this.#agents = agents;
    this.#drawn = drawn;
    const outline = outlineOf(this.#groups);
    const moved = outline !== this.#outline;
    this.#outline = outline;
    return moved ? "all" : changed;
  }
}

/** Which rows stand where. */
function outlineOf(groups: readonly GroupNode[]): string {
  return groups.map(({ id, children }) => [id, ...children.map((agent) => agent.id)].join("\n")).join("\n\n");
}
