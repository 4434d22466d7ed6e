/** Pieces of the dashboard's page. */
import type { DashboardAgent, DashboardFigure, DashboardShare, DashboardWords } from "../models/dashboard";

/** The numbers at the top; a screen reader hears them as a list of terms. */
export function figureRow(figures: readonly DashboardFigure[]): HTMLElement {
  const list = document.createElement("dl");
  list.className = "figures";
  for (const { label, value, tone } of figures) {
    const figure = document.createElement("div");
    figure.className = tone;
    figure.append(textElement("dt", label), textElement("dd", value));
    list.append(figure);
  }
  return list;
}

/** Agents to look at; each opens its conversation. */
export function agentList(
  title: string,
  agents: readonly DashboardAgent[],
  none: string,
  open: (key: string) => void,
): HTMLElement {
  const section = titled(title);
  if (agents.length === 0) {
    section.append(textElement("p", none));
    return section;
  }
  const list = document.createElement("ul");
  for (const { key, name, why, since } of agents) {
    const button = document.createElement("button");
    button.dataset["key"] = key;
    const age = textElement("span", since);
    age.className = "age";
    button.append(textElement("strong", name), age, textElement("span", why));
    button.addEventListener("click", () => {
      open(key);
    });
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  section.append(list);
  return section;
}

/** How projects or owners stand, as a table with a bar in each row. */
export function shareTable(
  title: string,
  shares: readonly DashboardShare[],
  words: DashboardWords,
): HTMLElement {
  const section = titled(title);
  const { name, agents, busy, unhealthy, utilization } = words;
  const table = emptyTable([name, agents, busy, unhealthy, utilization]);
  const most = Math.max(1, ...shares.map(({ total }) => total));
  for (const share of shares) {
    const { total } = share;
    const cells = addRow(table, [share.name, total, share.busy, share.unhealthy, share.utilization]);
    const bar = document.createElement("span");
    bar.className = "bar";
    bar.style.width = `${String((total / most) * 100)}%`;
    cells[0]?.append(bar);
  }
  section.append(table);
  return section;
}

/** A table with these columns, the first of which names its rows. */
export function emptyTable(columns: readonly string[]): HTMLTableElement {
  const table = document.createElement("table");
  table
    .createTHead()
    .insertRow()
    .append(...columns.map((text) => headerCell("col", text)));
  table.createTBody();
  return table;
}

/** Answers the cells behind the row's name. */
export function addRow(
  table: HTMLTableElement,
  [name, ...values]: readonly [string, ...(string | number)[]],
): readonly HTMLElement[] {
  const cells = values.map((value) => textElement("td", String(value)));
  table.tBodies[0]?.insertRow().append(headerCell("row", name), ...cells);
  return cells;
}

function headerCell(scope: "col" | "row", text: string): HTMLElement {
  const cell = textElement("th", text);
  cell.setAttribute("scope", scope);
  return cell;
}

function titled(title: string): HTMLElement {
  const section = document.createElement("section");
  section.append(textElement("h2", title));
  return section;
}

export function textElement(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
