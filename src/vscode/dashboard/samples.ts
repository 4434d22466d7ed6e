import type { DashboardSample } from "../../models/dashboard";

/** Looks that are kept: more than a screen has columns for. */
const MOST_SAMPLES = 600;
/** Looks that are closer together replace each other, in milliseconds. */
const APART_MS = 2_000;

/** How the fleet stood since the dashboard was opened; at its end every second of the older ones goes. */
export class Samples {
  #samples: DashboardSample[] = [];

  get all(): readonly DashboardSample[] {
    return this.#samples;
  }

  add(sample: DashboardSample): void {
    const last = this.#samples.at(-1);
    if (this.#samples.length > 1 && last !== undefined && sample.at - last.at < APART_MS) this.#samples.pop();
    this.#samples.push(sample);
    if (this.#samples.length > MOST_SAMPLES) {
      this.#samples = this.#samples.filter((_sample, index) => index % 2 === 0 || index === MOST_SAMPLES);
    }
  }
}
