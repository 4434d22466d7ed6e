import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { everyAgent } from "./listAgents";
import { type FleetFigures, metricsOf } from "./metricsOf";

/** The figures of one's own fleet. */
export interface FleetMetrics extends FleetFigures {
  /** Why agents may be missing, as a sentence; null where none is. */
  readonly incomplete: string | null;
}

/** Figures of one's own agents, by one list pass. */
export async function fleetMetrics(fleet: Fleet, call: Call): Promise<FleetMetrics> {
  const { agents, incomplete } = await everyAgent(fleet, { kind: "me" }, call);
  return { ...metricsOf(agents, new Date()), incomplete };
}
