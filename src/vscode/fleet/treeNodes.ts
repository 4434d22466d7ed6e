/** What the tree is made of. Nodes keep their identity as long as what they stand for, so selection stays. */
import type { AgentEntry } from "./agentEntry";
import type { Icon } from "./icon";

export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  label: string;
  icon: string;
  children: readonly AgentNode[];
}

export interface AgentNode {
  readonly kind: "agent";
  readonly id: string;
  entry: AgentEntry;
  /** Its group; of a sub-agent the agent that started it. */
  parent: GroupNode | AgentNode;
  subAgents: readonly AgentNode[];
}

/** A line below an agent. */
export interface DetailNode {
  readonly kind: "detail";
  readonly id: string;
  readonly parent: AgentNode | DetailNode;
  readonly detail: Detail;
}

/** What a line below an agent says; all texts are cleaned. */
export interface Detail {
  /** Unique among its siblings. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Plain text. */
  readonly tooltip?: string;
  /** For screen readers, where label and description read badly. */
  readonly accessibilityLabel?: string;
  readonly icon: Icon;
  /** A page to open, http(s). */
  readonly link?: string;
  /** Id of the message that waits, where the line is one. */
  readonly waiting?: number;
  readonly children?: readonly Detail[];
  readonly expanded?: boolean;
}

export type TreeNode = GroupNode | AgentNode | DetailNode;

/** Whether a command was asked for on a line below an agent: VS Code hands over the nodes it was given. */
export function isDetailNode(target: unknown): target is DetailNode {
  return typeof target === "object" && target !== null && "kind" in target && target.kind === "detail";
}

/** The agent a line stands below. */
export function agentAbove({ parent }: DetailNode): AgentNode {
  return parent.kind === "agent" ? parent : agentAbove(parent);
}
