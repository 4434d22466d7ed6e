import { EventEmitter, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { CancellationToken, Disposable, MarkdownString, ProviderResult, TreeDataProvider } from "vscode";
import type { Translate } from "../extension/translate";
import type { AgentDetailsSource } from "./agentDetailsSource";
import { agentRow } from "./agentRow";
import { type Arrangement, arrange } from "./arrange";
import type { FleetState } from "./fleetState";
import { themeIcon } from "./themeIcon";
import { TreeModel } from "./treeModel";
import type { AgentNode, Detail, DetailNode, GroupNode, TreeNode } from "./treeNodes";

/** Draws the fleet as a tree of groups, agents and what is known of each. */
export class FleetTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #emitter = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#emitter.event;
  readonly #model = new TreeModel();
  readonly #details: AgentDetailsSource;
  readonly #t: Translate;
  #withOwner = false;

  constructor(details: AgentDetailsSource, t: Translate) {
    this.#details = details;
    this.#t = t;
  }

  /** Takes over what is known now and draws what looks different. */
  update(state: FleetState, arrangement: Arrangement): void {
    const ownerChanged = this.#withOwner !== arrangement.allOwners;
    this.#withOwner = arrangement.allOwners;
    const redraw = this.#model.update(arrange(state.entries, arrangement, this.#t), (entry) => {
      const { label, description, contextValue, icon } = this.#row({ entry });
      // Children are asked for again when the row is, and they hold the last message.
      return [label, description, contextValue, icon.id, entry.agent.lastTask].join("\n");
    });
    if (redraw === "all" || ownerChanged) this.#emitter.fire(undefined);
    else if (redraw.length > 0) this.#emitter.fire([...redraw]);
  }

  /** The row of an agent, by its key; undefined where it is not shown. */
  agent(key: string): AgentNode | undefined {
    return this.#model.agent(key);
  }

  getChildren(node?: TreeNode): ProviderResult<TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        return [...this.#model.groups];
      case "group":
        return [...node.children];
      case "agent":
        return this.#details.of(node.entry).then((details) => nodesOf(details, node));
      case "detail":
        return nodesOf(node.detail.children ?? [], node);
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === "group" ? undefined : node.parent;
  }

  getTreeItem(node: TreeNode): TreeItem {
    switch (node.kind) {
      case "group":
        return groupItem(node);
      case "agent":
        return this.#agentItem(node);
      case "detail":
        return detailItem(node);
    }
  }

  /** Tooltips are made when somebody hovers: part of them has to be asked for. */
  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind === "agent") item.tooltip = await this.#tooltip(node, token);
    return item;
  }

  #tooltip(node: AgentNode, token: CancellationToken): Promise<MarkdownString> {
    return this.#details.tooltip(node.entry, token);
  }

  #row({ entry }: Pick<AgentNode, "entry">) {
    return agentRow(entry, { now: new Date(), withOwner: this.#withOwner, t: this.#t });
  }

  #agentItem(node: AgentNode): TreeItem {
    const row = this.#row(node);
    const item = new TreeItem(row.label, TreeItemCollapsibleState.Collapsed);
    item.id = node.id;
    item.description = row.description;
    item.iconPath = themeIcon(row.icon);
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: row.accessibilityLabel };
    // Run by Enter and by a click. Without arguments, which VS Code would forget whenever the row is drawn again.
    item.command = { command: "coderFleet.showSelectedLog", title: this.#t("Show Log") };
    return item;
  }

  dispose(): void {
    this.#emitter.dispose();
  }
}

function groupItem({ id, label, icon, children }: GroupNode): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = String(children.length);
  // Some icons have a colour of their own, which would compete with the rows'.
  item.iconPath = themeIcon({ id: icon, color: "icon.foreground" });
  item.contextValue = "group";
  return item;
}

function detailItem({ id, detail }: DetailNode): TreeItem {
  const item = new TreeItem(detail.label, collapsible(detail));
  item.id = id;
  if (detail.description !== undefined) item.description = detail.description;
  item.tooltip = detail.tooltip ?? detail.label;
  item.iconPath = themeIcon(detail.icon);
  item.contextValue = detail.link === undefined ? "detail" : "detail link";
  return item;
}

function collapsible({ children, expanded }: Detail): TreeItemCollapsibleState {
  if (children === undefined || children.length === 0) return TreeItemCollapsibleState.None;
  return expanded === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function nodesOf(details: readonly Detail[], parent: AgentNode | DetailNode): DetailNode[] {
  return details.map((detail) => ({ kind: "detail", id: `${parent.id}/${detail.id}`, parent, detail }));
}
