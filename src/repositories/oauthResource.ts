import * as z from "zod";
import type { CoderClient } from "../clients/coderClient";
import type { Route } from "../clients/routes";
import type { Call } from "../models/call";

/** Public. 403 without the experiment oauth2 (recorded in 2.36.1/experiments-off). */
const METADATA: Route = { method: "GET", path: "/.well-known/oauth-protected-resource" };

const metadataSchema = z.object({ resource: z.string() });

/** What a deployment's OAuth2 tokens are for: its configured address, whichever way it is asked. */
export function oauthResource(client: CoderClient): (call: Call) => Promise<string> {
  return async (call) => (await client.json(METADATA, { schema: metadataSchema }, call)).resource;
}
