import type { Call } from "../models/call";
import type { Fleet } from "./fleet";

/** A user of the deployment. */
export interface CoderUser {
  readonly id: string;
  readonly name: string;
}

/**
 * Asks the deployment anew whose token a fleet is opened with.
 * @throws AuthenticationError where the token is not accepted (any more), other FleetErrors where nobody can say
 */
export async function whoIs(fleet: Fleet, call: Call): Promise<CoderUser> {
  const { id, username } = await fleet.deployment.users.verify(call);
  return { id, name: username };
}
