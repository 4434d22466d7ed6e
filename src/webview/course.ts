import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { DashboardSample, DashboardWords } from "../models/dashboard";
import { heading, textElement } from "./parts";

const HEIGHT = 180;
/** Rows of the table that stands for the chart where nothing can be seen. */
const TABLE_ROWS = 10;

/** Utilization and health over time: a chart for the eye, a table for screen readers. */
export class Course {
  readonly element = document.createElement("figure");
  readonly #canvas = document.createElement("div");
  readonly #caption = document.createElement("figcaption");
  readonly #table = document.createElement("table");
  #chart: uPlot | undefined;
  #drawn: { readonly samples: readonly DashboardSample[]; readonly words: DashboardWords } | undefined;

  constructor() {
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#table.className = "unseen";
    this.element.append(this.#caption, this.#canvas, this.#table);
    new ResizeObserver(() => {
      this.#chart?.setSize({ width: this.#width(), height: HEIGHT });
    }).observe(this.element);
    // Colours are read from the theme when the chart is made.
    new MutationObserver(() => {
      this.#chart?.destroy();
      this.#chart = undefined;
      if (this.#drawn !== undefined) this.draw(this.#drawn.samples, this.#drawn.words);
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  draw(samples: readonly DashboardSample[], words: DashboardWords): void {
    this.#drawn = { samples, words };
    const data: uPlot.AlignedData = [
      samples.map(({ at }) => at / 1_000),
      samples.map(({ utilization }) => utilization * 100),
      samples.map(({ health }) => health * 100),
    ];
    if (this.#chart === undefined) this.#chart = new uPlot(this.#options(words), data, this.#canvas);
    else this.#chart.setData(data);
    this.#caption.replaceChildren(heading(2, words.overTime));
    this.#fillTable(samples, words);
  }

  #options(words: DashboardWords): uPlot.Options {
    const style = getComputedStyle(document.body);
    const color = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim() || style.color;
    const axis = {
      stroke: color("foreground"),
      grid: { stroke: color("editorIndentGuide-background1"), width: 1 },
      ticks: { stroke: color("editorIndentGuide-background1"), width: 1 },
    };
    const percent = (value: number | null) => (value === null ? "–" : `${String(Math.round(value))} %`);
    return {
      width: this.#width(),
      height: HEIGHT,
      scales: { y: { range: [0, 100] } },
      axes: [axis, { ...axis, size: 60, values: (_chart, values) => values.map(percent) }],
      series: [
        { label: words.time },
        {
          label: words.utilization,
          stroke: color("charts-blue"),
          width: 2,
          value: (_chart, value) => percent(value),
        },
        // Dashed, so that colour is not the only difference.
        {
          label: words.health,
          stroke: color("charts-green"),
          width: 2,
          dash: [6, 4],
          value: (_chart, value) => percent(value),
        },
      ],
    };
  }

  #width(): number {
    return Math.max(200, this.element.clientWidth);
  }

  #fillTable(samples: readonly DashboardSample[], words: DashboardWords): void {
    const head = document.createElement("tr");
    head.append(...[words.time, words.utilization, words.health].map((text) => textElement("th", text)));
    const step = Math.max(1, Math.ceil(samples.length / TABLE_ROWS));
    const rows = samples.filter((_sample, index) => (samples.length - 1 - index) % step === 0);
    this.#table.replaceChildren(
      head,
      ...rows.map(({ at, utilization, health }) => {
        const row = document.createElement("tr");
        const texts = [
          new Date(at).toLocaleTimeString(),
          `${String(Math.round(utilization * 100))} %`,
          `${String(Math.round(health * 100))} %`,
        ];
        row.append(...texts.map((text) => textElement("td", text)));
        return row;
      }),
    );
  }
}
