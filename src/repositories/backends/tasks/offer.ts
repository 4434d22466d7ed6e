import { routes } from "../../../clients/routes";
import { WorkspaceRows } from "../../agents/workspaceRows";
import type { BackendOffer } from "../backendOffer";
import { ExperimentalGeneration } from "./experimentalGeneration";
import { StableGeneration } from "./stableGeneration";
import { TasksBackend } from "./tasksBackend";

/**
 * The tasks API, of whichever generation. Both are asked with a search that both know and that finds next to nothing
 * (the later one has no pages), the later one first: it also answers under the earlier one's path (facts/coder-api.md 2).
 */
export const offerTasks: BackendOffer = async (client, repositories, call) => {
  const rows = new WorkspaceRows(repositories.workspaces);
  const query = { q: "owner:me status:pending" };
  if ((await client.probe(routes.tasks.list, { query }, call)) === "present") {
    const generation = new StableGeneration(client, repositories, rows);
    return new TasksBackend(client, repositories, generation, rows);
  }
  if ((await client.probe(routes.tasksExperimental.list, { query }, call)) === "present") {
    const generation = new ExperimentalGeneration(client, repositories, rows);
    return new TasksBackend(client, repositories, generation, rows);
  }
  return undefined;
};
