import type { AgentStatus } from "../../models/agent";

/** Statuses that end by themselves. All others need somebody, or wait for work. */
export const MOVING_STATUSES: ReadonlySet<AgentStatus> = new Set([
  "pending",
  "starting",
  "busy",
  "stopping",
  "canceling",
  "deleting",
]);
