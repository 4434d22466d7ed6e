/** What the tree is made of. Nodes keep their identity as long as what they stand for, so selection stays. */
import type { AgentEntry } from "./agentEntry";
import type { Icon } from "./agentRow";

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
  parent: GroupNode;
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
  readonly icon: Icon;
  /** A page to open, http(s). */
  readonly link?: string;
  readonly children?: readonly Detail[];
  readonly expanded?: boolean;
}

export type TreeNode = GroupNode | AgentNode | DetailNode;
