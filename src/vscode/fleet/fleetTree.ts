import { EventEmitter, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { CancellationToken, Disposable, ProviderResult, TreeDataProvider } from "vscode";
import type { Translate } from "../extension/translate";
import { ActivityOrder } from "./activityOrder";
import type { AgentDetailsSource } from "./agentDetailsSource";
import type { AgentEntry } from "./agentEntry";
import { agentRow } from "./agentRow";
import { type Arrangement, arrange, type Group } from "./arrange";
import { detailItem } from "./detailItem";
import type { FleetState } from "./fleetState";
import { StillRows } from "./stillRows";
import { themeIcon } from "./themeIcon";
import { TreeModel } from "./treeModel";
import type { AgentNode, Detail, DetailNode, GroupNode, TreeNode } from "./treeNodes";
import { unreadUri } from "./unreadMarks";

/** Draws the fleet as a tree of groups, agents with their sub-agents, and what is known of each. */
export class FleetTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #emitter = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#emitter.event;
  readonly #model = new TreeModel();
  readonly #details: AgentDetailsSource;
  readonly #t: Translate;
  readonly #still = new StillRows();
  readonly #order = new ActivityOrder();
  #arrangement: Arrangement;

  constructor(details: AgentDetailsSource, arrangement: Arrangement, t: Translate) {
    this.#details = details;
    this.#arrangement = arrangement;
    this.#t = t;
  }

  /**
   * Takes over what is known now and draws what looks different, though not while somebody points at a row.
   * @returns how many agents are shown
   */
  update({ entries }: FleetState, arrangement: Arrangement): number {
    // Without agents it gives way to a welcome text.
    if (arrangement !== this.#arrangement || entries.length === 0) this.reorder();
    this.#arrangement = arrangement;
    const groups = arrange(entries, arrangement, this.#t, this.#order.update(entries));
    this.#still.draw(() => {
      this.#draw(groups);
    });
    return groups.reduce((sum, group) => sum + group.entries.length, 0);
  }

  /** Somebody points at a row: for a while none moves. */
  point(): void {
    this.#still.point();
  }

  /** Lets rows move at once, next time also those whose order was kept: somebody asks for it or begins to look. */
  reorder(): void {
    this.#order.forget();
    this.#still.release();
  }

  #draw(groups: readonly Group[]): void {
    const redraw = this.#model.update(groups, (entry) => {
      const { chat, lastTask } = entry.agent;
      // Children are asked for again when the row is, and they hold more than it.
      return JSON.stringify([this.#row(entry), lastTask, chat?.pullRequest, chat?.planMode]);
    });
    if (redraw === "all") this.#emitter.fire(undefined);
    else if (redraw.length > 0) this.#emitter.fire([...redraw]);
  }

  /** Asks again for what stands below these agents: something was done with them. */
  renew(entries: readonly AgentEntry[]): void {
    this.#still.release();
    for (const entry of entries) this.#details.forget(entry);
    const nodes = entries.flatMap(({ key }) => this.#model.agent(key) ?? []);
    if (nodes.length > 0) this.#emitter.fire(nodes);
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
        return this.#details.of(node.entry).then((details) => [...node.subAgents, ...nodesOf(details, node)]);
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
        return groupItem(node, this.#t);
      case "agent":
        return this.#agentItem(node);
      case "detail":
        return detailItem(node, this.#t);
    }
  }

  /** Tooltips are made when somebody hovers: part of them has to be asked for. */
  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    this.point();
    if (node.kind === "agent") item.tooltip = await this.#details.tooltip(node.entry, token);
    return item;
  }

  #row(entry: AgentEntry) {
    const { allOwners: withOwner, groupBy: groupedBy } = this.#arrangement;
    return agentRow(entry, { now: new Date(), withOwner, groupedBy, t: this.#t });
  }

  #agentItem({ id, entry }: AgentNode): TreeItem {
    const row = this.#row(entry);
    const item = new TreeItem(row.label, TreeItemCollapsibleState.Collapsed);
    item.id = id;
    item.description = row.description;
    item.iconPath = themeIcon(row.icon);
    if (row.unread) item.resourceUri = unreadUri(id);
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: row.accessibilityLabel };
    // Run by Enter and by a click. Without arguments, which VS Code would forget whenever the row is drawn again.
    item.command = { command: "coderFleet.showSelectedLog", title: this.#t("Show Log") };
    return item;
  }

  dispose(): void {
    this.#still.dispose();
    this.#emitter.dispose();
  }
}

function groupItem({ id, label, icon, children }: GroupNode, t: Translate): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = String(children.length);
  // Some icons have a colour of their own, which would compete with the rows'.
  item.iconPath = themeIcon({ id: icon, color: "icon.foreground" });
  item.contextValue = "group";
  item.accessibilityInformation = {
    label: children.length === 1 ? t("{0}, 1 agent", label) : t("{0}, {1} agents", label, children.length),
  };
  return item;
}

function nodesOf(details: readonly Detail[], parent: AgentNode | DetailNode): DetailNode[] {
  return details.map((detail) => ({ kind: "detail", id: `${parent.id}/${detail.id}`, parent, detail }));
}
