import type { CoderClient } from "../../clients/coderClient";
import type { Call } from "../../models/call";
import type { AgentBackend } from "../agentBackend";
import type { Deployment } from "../deployment";

/** What a backend may use besides its own routes. */
export type Repositories = Pick<Deployment, "users" | "workspaces" | "templates" | "builds">;

/**
 * One folder's offer: asks the deployment whether it has this API and answers the backend for it, undefined
 * where it has not. What tells nothing (401, 429, 5xx, no network) throws. Never decided by a version number.
 */
export type BackendOffer = (
  client: CoderClient,
  repositories: Repositories,
  call: Call,
) => Promise<AgentBackend | undefined>;
