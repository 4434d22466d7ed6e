import type { DashboardData, DashboardPart, DashboardSample, DashboardWords } from "../models/dashboard";
import { Chart } from "./chart";
import { addRow, emptyTable, textElement } from "./parts";

/** Rows of the table that stands for the chart where nothing can be seen. */
const TABLE_ROWS = 10;

/** Utilization and health over time: a choice of whose, a chart for the eye, a table for screen readers. */
export class Course {
  readonly element = document.createElement("section");
  readonly #heading = document.createElement("h2");
  readonly #label = document.createElement("span");
  readonly #choice = document.createElement("select");
  readonly #chart = new Chart();
  readonly #table = document.createElement("div");
  #drawn: DashboardData | undefined;

  constructor(choose: (part: string) => void) {
    this.#table.className = "unseen";
    this.#choice.addEventListener("change", () => {
      choose(this.#choice.value);
    });
    const line = document.createElement("div");
    line.className = "line";
    const label = document.createElement("label");
    label.append(this.#label, this.#choice);
    line.append(this.#heading, label);
    const figure = document.createElement("figure");
    figure.append(this.#chart.element, this.#table);
    this.element.append(line, figure);
    new MutationObserver(() => {
      this.#chart.clear();
      if (this.#drawn !== undefined) this.draw(this.#drawn);
    }).observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  }

  draw(data: DashboardData): void {
    this.#drawn = data;
    const { words, samples, parts, part } = data;
    this.#heading.textContent = words.overTime;
    this.#label.textContent = words.shown;
    this.#offer(parts, part);
    this.#chart.draw(samples, words);
    this.#table.replaceChildren(tableOf(samples, words));
  }

  /** An open list of choices is left alone unless there are others. */
  #offer(parts: readonly DashboardPart[], chosen: string): void {
    const offered = [...this.#choice.options].map(({ value }) => value);
    if (offered.join("\n") !== parts.map(({ key }) => key).join("\n")) {
      this.#choice.replaceChildren(...parts.map(({ key, label }) => new Option(label, key)));
    }
    this.#choice.value = chosen;
  }
}

function tableOf(samples: readonly DashboardSample[], words: DashboardWords): HTMLElement {
  const table = emptyTable([words.time, words.utilization, words.health]);
  table.prepend(textElement("caption", words.overTime));
  const step = Math.max(1, Math.ceil(samples.length / TABLE_ROWS));
  const percent = (share: number) => `${String(Math.round(share * 100))} %`;
  for (const [index, { at, utilization, health }] of samples.entries()) {
    if ((samples.length - 1 - index) % step !== 0) continue;
    const time = new Date(at).toLocaleTimeString(document.documentElement.lang);
    addRow(table, [time, percent(utilization), percent(health)]);
  }
  return table;
}
