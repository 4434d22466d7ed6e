import type { Call } from "../../models/call";
import type { Configuration } from "../../models/configuration";
import { openFleet } from "../openFleet";

/**
 * Asks the deployment whose token this is (`GET /api/v2/users/me`), before the token is kept anywhere.
 * @returns the user's name
 * @throws AuthenticationError where the deployment refuses the token, other FleetErrors where it cannot be asked.
 */
export async function verifyLogin(configuration: Configuration, call: Call): Promise<string> {
  const { deployment } = await openFleet(configuration);
  try {
    return (await deployment.users.me(call)).username;
  } finally {
    deployment.close();
  }
}
