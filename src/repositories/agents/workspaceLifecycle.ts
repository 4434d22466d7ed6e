import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { DeleteOutcome, StartedBuild } from "../agentBackend";
import type { WorkspaceRows } from "./workspaceRows";

/** Agents that are their workspaces: builds of the workspace stop, start and delete them. */
export abstract class WorkspaceLifecycle {
  protected readonly rows: WorkspaceRows;

  constructor(rows: WorkspaceRows) {
    this.rows = rows;
  }

  pause(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.rows.build(agent, "stop", call);
  }

  resume(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.rows.build(agent, "start", call);
  }

  async delete(agent: Agent, call: Call): Promise<DeleteOutcome> {
    await this.rows.build(agent, "delete", call);
    return { note: null };
  }
}
