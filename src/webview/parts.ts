/** Pieces of the dashboard's page. */
import type { DashboardAgent, DashboardFigure, DashboardShare, DashboardWords } from "../models/dashboard";

export function heading(level: 1 | 2, text: string): HTMLElement {
  return textElement(level === 1 ? "h1" : "h2", text);
}

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
    button.append(textElement("strong", name), textElement("span", why), textElement("time", since));
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
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const text of [words.name, words.agents, words.busy, words.unhealthy]) {
    const cell = textElement("th", text);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const most = Math.max(1, ...shares.map(({ total }) => total));
  const body = table.createTBody();
  for (const { name, total, busy, unhealthy } of shares) {
    const row = body.insertRow();
    const first = textElement("th", name);
    first.setAttribute("scope", "row");
    row.append(first);
    const counted = row.insertCell();
    const bar = document.createElement("span");
    bar.className = "bar";
    bar.style.width = `${String((total / most) * 100)}%`;
    counted.append(textElement("span", String(total)), bar);
    for (const count of [busy, unhealthy]) row.insertCell().textContent = String(count);
  }
  section.append(table);
  return section;
}

function titled(title: string): HTMLElement {
  const section = document.createElement("section");
  section.append(heading(2, title));
  return section;
}

export function textElement(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
