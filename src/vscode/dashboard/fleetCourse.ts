import type { DashboardSample } from "../../models/dashboard";
import { metricsOf } from "../../services/agents/metricsOf";
import type { AgentEntry } from "../fleet/agentEntry";
import { type FleetPart, WHOLE_FLEET } from "./fleetParts";
import { Samples } from "./samples";

/** How the fleet and its parts stood since the dashboard was opened, and whose course is shown. */
export class FleetCourse {
  /** The key of the part that is shown. */
  shown = WHOLE_FLEET;
  readonly #samples = new Map<string, Samples>();

  get samples(): readonly DashboardSample[] {
    return this.#samples.get(this.shown)?.all ?? [];
  }

  add(parts: readonly FleetPart[], now: Date): void {
    // Its last agent is gone.
    if (!parts.some(({ key }) => key === this.shown)) this.shown = WHOLE_FLEET;
    for (const { key, entries } of parts) {
      const samples = this.#samples.get(key) ?? new Samples();
      this.#samples.set(key, samples);
      samples.add(sampleOf(entries, now));
    }
  }
}

/** How agents stand at one moment. */
export function sampleOf(entries: readonly AgentEntry[], now: Date): DashboardSample {
  const { utilization, healthy, total } = metricsOf(
    entries.map(({ agent }) => agent),
    now,
  );
  return { at: now.getTime(), utilization, health: total === 0 ? 1 : healthy / total };
}
