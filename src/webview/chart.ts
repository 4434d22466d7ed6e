import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { DashboardSample, DashboardWords } from "../models/dashboard";

/** In pixels. */
const HEIGHT = 190;
const NARROWEST = 200;
/** Steps of the time axis, in seconds: nobody needs less than one. */
const TIME_STEPS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400];
/** Above this many looks their points would hide the line. */
const MOST_POINTS = 12;

/** Draws samples; a screen reader passes over it. */
export class Chart {
  readonly element = document.createElement("div");
  #plot: uPlot | undefined;

  constructor() {
    this.element.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => {
      this.#plot?.setSize({ width: this.#width(), height: HEIGHT });
    }).observe(this.element);
  }

  draw(samples: readonly DashboardSample[], words: DashboardWords): void {
    const data: uPlot.AlignedData = [
      samples.map(({ at }) => at / 1_000),
      samples.map(({ utilization }) => utilization * 100),
      samples.map(({ health }) => health * 100),
    ];
    if (this.#plot === undefined) this.#plot = new uPlot(this.#options(words), data, this.element);
    else this.#plot.setData(data);
    tellLatest(this.#plot);
  }

  /** Forgets its colours, which are read from the theme at the next drawing. */
  clear(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #options(words: DashboardWords): uPlot.Options {
    const style = getComputedStyle(document.body);
    const color = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim() || style.color;
    const line = { stroke: color("descriptionForeground"), width: 1, dash: [1, 5] };
    const axis = { stroke: color("foreground"), grid: line, ticks: line, font: `12px ${style.fontFamily}` };
    const percent = (value: number | null) => (value === null ? "–" : `${String(Math.round(value))} %`);
    const clock = (seconds: number | null) =>
      seconds === null ? "–" : new Date(seconds * 1_000).toLocaleTimeString(document.documentElement.lang);
    const series = (label: string, stroke: string, dash: number[]): uPlot.Series => ({
      label,
      stroke,
      width: 2,
      dash,
      value: (_plot, value) => percent(value),
      points: { show: ({ data }) => data[0].length <= MOST_POINTS },
    });
    return {
      width: this.#width(),
      height: HEIGHT,
      // Room above 100 %, where the line of a healthy fleet is.
      scales: { y: { range: [0, 104] } },
      axes: [
        { ...axis, incrs: TIME_STEPS, space: 90, values: (_plot, times) => times.map(clock) },
        { ...axis, size: 60, splits: [0, 50, 100], values: (_plot, values) => values.map(percent) },
      ],
      series: [
        { label: words.time, value: (_plot, value) => clock(value) },
        series(words.utilization, color("charts-blue"), []),
        // Dashed, so that colour is not the only difference.
        series(words.health, color("charts-green"), [10, 6]),
      ],
      legend: { markers: { dash: (_plot, index) => (index === 2 ? "dashed" : "solid") } },
      hooks: { ready: [tellLatest] },
    };
  }

  #width(): number {
    return Math.max(NARROWEST, this.element.clientWidth);
  }
}

/** Without a mouse over the chart its legend says how things stand now. */
function tellLatest(plot: uPlot): void {
  const last = plot.data[0].length - 1;
  if (last >= 0 && (plot.cursor.left ?? -1) < 0) plot.setLegend({ idx: last }, false);
}
