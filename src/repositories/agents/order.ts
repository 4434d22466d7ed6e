import type { Agent } from "../../models/agent";

/** Newest first, then by name so that the order never depends on the deployment. */
export function newestFirst(agents: readonly Agent[]): readonly Agent[] {
  return [...agents].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || a.name.localeCompare(b.name),
  );
}
