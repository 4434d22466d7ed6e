import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Workspace } from "../../models/coder/workspace";
import { AgentNotFoundError } from "../../models/errors";
import type { StartedBuild } from "../agentBackend";
import type { WorkspaceRepository } from "../deployment";
import { noWorkspace } from "./refusals";

/**
 * The workspaces behind agents. The row an agent was read from is kept as long as what was read of it
 * lives, which is one call: the next step of the same call need not ask for it again, and nothing grows stale.
 */
export class WorkspaceRows {
  readonly #rows = new WeakMap<NonNullable<Agent["workspace"]>, Workspace>();
  readonly #workspaces: WorkspaceRepository;

  constructor(workspaces: WorkspaceRepository) {
    this.#workspaces = workspaces;
  }

  /** Remembers the row of an agent just read; answers the agent. */
  keep(agent: Agent, workspace: Workspace): Agent {
    if (agent.workspace !== null) this.#rows.set(agent.workspace, workspace);
    return agent;
  }

  /** The row the agent was read from; undefined where it was read from another. */
  kept(agent: Agent): Workspace | undefined {
    return agent.workspace === null ? undefined : this.#rows.get(agent.workspace);
  }

  /** The agent's workspace: as it was just read, or by one request. */
  async load(agent: Agent, call: Call): Promise<Workspace> {
    const kept = this.kept(agent);
    if (kept !== undefined) return kept;
    const workspace = await this.#workspaces.find({ kind: "id", id: workspaceId(agent) }, call);
    if (workspace !== undefined) return workspace;
    throw new AgentNotFoundError("missing_workspace", {
      message: `The workspace of agent '${calledName(agent)}' does not exist any more.`,
      hint: "list_agents shows what is there.",
    });
  }

  /** Queues a build of the agent's workspace. */
  async build(agent: Agent, transition: "start" | "stop" | "delete", call: Call): Promise<StartedBuild> {
    const id = workspaceId(agent);
    const build = await this.#workspaces.build(id, transition, call);
    return { workspaceId: id, buildId: build.id, status: build.status };
  }
}

function workspaceId(agent: Agent): string {
  if (agent.workspace === null) throw noWorkspace(agent);
  return agent.workspace.id;
}
