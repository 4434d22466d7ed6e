import { TreeItem, TreeItemCollapsibleState } from "vscode";
import type { Translate } from "../extension/translate";
import { themeIcon } from "./themeIcon";
import type { Detail, DetailNode } from "./treeNodes";

/** A line below an agent. */
export function detailItem({ id, detail }: DetailNode, t: Translate): TreeItem {
  const { label, description, tooltip = label, icon, accessibilityLabel, link, waiting } = detail;
  const item = new TreeItem(label, collapsible(detail));
  item.id = id;
  if (description !== undefined) item.description = description;
  item.tooltip = tooltip;
  item.iconPath = themeIcon(icon);
  // Without a label screen readers hear the tooltip alone, which does not repeat what stands in the row.
  const row = description === undefined || description === "" ? tooltip : `${label}, ${description}`;
  item.accessibilityInformation = { label: accessibilityLabel ?? row };
  // As with agents, of the selected row: VS Code would forget arguments.
  if (link !== undefined) item.command = { command: "coderFleet.openLink", title: t("Open Link") };
  item.contextValue = [
    "detail",
    ...(link === undefined ? [] : ["link"]),
    ...(waiting === undefined ? [] : ["waiting"]),
  ].join(" ");
  return item;
}

function collapsible({ children, expanded }: Detail): TreeItemCollapsibleState {
  if (children === undefined || children.length === 0) return TreeItemCollapsibleState.None;
  return expanded === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
