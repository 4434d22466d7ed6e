import { type AgentEntry, subAgentEntries } from "./agentEntry";
import type { Group } from "./arrange";
import type { AgentNode, GroupNode } from "./treeNodes";

/** What has to be drawn again: everything, some rows, or nothing (an empty list). */
export type Redraw = "all" | readonly AgentNode[];

/** How an agent's row looks, in any form that differs when it does. */
type Look = (entry: AgentEntry) => string;

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

  /** Takes over a new arrangement. */
  update(groups: readonly Group[], look: Look): Redraw {
    const agents = new Map<string, AgentNode>();
    const drawn = new Map<string, string>();
    const changed: AgentNode[] = [];
    const known = new Map(this.#groups.map((group) => [group.id, group]));
    const nodeOf = (entry: AgentEntry, parent: AgentNode["parent"]): AgentNode => {
      const node = this.#agents.get(entry.key) ?? {
        ...{ kind: "agent", id: entry.key, entry, parent },
        subAgents: [],
      };
      node.entry = entry;
      node.parent = parent;
      node.subAgents = subAgentEntries(entry).map((sub) => nodeOf(sub, node));
      agents.set(entry.key, node);
      return node;
    };
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
        const agent = nodeOf(entry, node);
        // Sub-agents are drawn again with the agent they belong to.
        const now = [entry, ...agent.subAgents.map((sub) => sub.entry)].map(look).join("\n\n");
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
