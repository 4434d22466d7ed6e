import type { Call } from "../models/call";
import { FleetError } from "../models/errors";
import type { Fleet } from "./fleet";

/** Whether the deployment answers at all; any token will do. */
export async function isReachable(fleet: Fleet, call: Call): Promise<boolean> {
  try {
    await fleet.deployment.buildInfo(call);
    return true;
  } catch (error) {
    if (error instanceof FleetError) return false;
    throw error;
  }
}
