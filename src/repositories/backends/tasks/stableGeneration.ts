import type { CoderClient } from "../../../clients/coderClient";
import { type Route, routes } from "../../../clients/routes";
import { searchQuery } from "../../../clients/search";
import { type Agent, calledName } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { Workspace } from "../../../models/coder/workspace";
import { taskBuildSchema, taskListSchema, taskLogsSchema, taskSchema } from "../../../models/coder/task";
import { CoderApiError, FleetError, ValidationError } from "../../../models/errors";
import type {
  AgentListQuery,
  AgentLog,
  AgentReference,
  CreateAgentRequest,
  DeleteOutcome,
  StartedBuild,
} from "../../agentBackend";
import { appSilent, notRunning } from "../../agents/refusals";
import { ownerTerm } from "../../agents/scope";
import { agentFromWorkspace } from "../../agents/workspaceAgent";
import type { WorkspaceRows } from "../../agents/workspaceRows";
import { createFor } from "../../creating";
import { orUndefined } from "../../missing";
import type { Repositories } from "../backendOffer";
import type { TasksGeneration } from "./generation";
import { refuseOwnParameters } from "./ownParameters";
import { agentFromTask } from "./taskAgent";

/** Milliseconds; Coder itself gives up on a workspace agent after 30 s, and its answer says more than a timeout. */
const REACH_AGENT_MS = 40_000;

/** Generation 2, `/api/v2/tasks` (2.29 on): a task has an id, a status and routes of its own. */
export class StableGeneration implements TasksGeneration {
  readonly createParameters = false;
  readonly #client: CoderClient;
  readonly #repositories: Repositories;
  readonly #rows: WorkspaceRows;

  constructor(client: CoderClient, repositories: Repositories, rows: WorkspaceRows) {
    this.#client = client;
    this.#repositories = repositories;
    this.#rows = rows;
  }

  async list({ owner }: AgentListQuery, call: Call): Promise<readonly Agent[]> {
    const q = searchQuery(ownerTerm(owner)) || undefined;
    try {
      const tasks = await this.#client.json(
        routes.tasks.list,
        { query: { q }, schema: taskListSchema },
        call,
      );
      return tasks.map(agentFromTask);
    } catch (error) {
      // 400 for an owner the token does not see; all other searches answer it with nothing.
      if (
        error instanceof ValidationError &&
        error.details?.validations?.some(({ field }) => field === "owner")
      )
        return [];
      throw error;
    }
  }

  async find(reference: AgentReference, call: Call): Promise<Agent | undefined> {
    // Coder takes names in any case and, with an id, ignores the user.
    const { user, task } =
      reference.kind === "id"
        ? { user: "me", task: reference.id }
        : { user: reference.owner, task: reference.name };
    const row = await orUndefined(
      this.#client.json(
        routes.tasks.get,
        { params: { user, task }, schema: taskSchema, subject: { kind: "agent", name: task } },
        call,
      ),
    );
    if (row !== undefined) return agentFromTask(row);
    return reference.kind === "id" ? this.#findByWorkspace(reference.id, call) : undefined;
  }

  /** Answers name the workspace's id too, so callers use it: a second request, only after a miss. */
  async #findByWorkspace(id: string, call: Call): Promise<Agent | undefined> {
    const workspace = await this.#repositories.workspaces.find({ kind: "id", id }, call);
    if (workspace?.task_id === undefined || workspace.task_id === null) return undefined;
    return this.#rows.keep(agentFromWorkspace(workspace, "task", workspace.task_id), workspace);
  }

  async create(request: CreateAgentRequest, call: Call): Promise<Agent> {
    await refuseOwnParameters(request, this.#repositories.templates, call);
    const creation = this.#client.json(
      routes.tasks.create,
      {
        params: { user: request.owner },
        body: {
          template_version_id: request.templateVersionId,
          template_version_preset_id: request.presetId ?? undefined,
          input: request.prompt,
          name: request.name,
          display_name: request.displayName,
        },
        schema: taskSchema,
        subject: { kind: "agent", name: request.name },
      },
      call,
    );
    return agentFromTask(await createFor(request.owner, creation));
  }

  async send(agent: Agent, text: string, call: Call): Promise<void> {
    await this.#client
      .empty(routes.tasks.send, { ...about(agent), body: { input: text }, timeoutMs: REACH_AGENT_MS }, call)
      .catch((error: unknown) => {
        throw isSilent(error) ? appSilent(agent, error) : error;
      });
  }

  /** An agent found by its workspace's id lacks the prompt, so its task is asked for. */
  async prompt(agent: Agent, _workspace: Workspace, call: Call): Promise<string | null> {
    if (agent.prompt !== null || this.#rows.kept(agent) === undefined) return agent.prompt;
    const task = await this.find({ kind: "id", id: agent.id }, call);
    return task?.prompt ?? null;
  }

  async log(agent: Agent, call: Call): Promise<AgentLog> {
    if (agent.status === "offline") throw notRunning(agent);
    try {
      const answer = await this.#client.json(
        routes.tasks.logs,
        { ...about(agent), schema: taskLogsSchema, timeoutMs: REACH_AGENT_MS },
        call,
      );
      const nothingYet = answer.logs.length === 0 && answer.snapshot;
      if (nothingYet && (agent.status === "pending" || agent.status === "starting")) throw notRunning(agent);
      return { entries: answer.logs, snapshot: answer.snapshot, snapshotAt: answer.snapshot_at };
    } catch (error) {
      if (isSilent(error)) throw appSilent(agent, error);
      // "Cannot fetch logs for task in current state.": an agent in error or unknown state has none to read.
      if (error instanceof FleetError && error.details?.status === 409) throw notRunning(agent, error);
      throw error;
    }
  }

  pause(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.#build(agent, routes.tasks.pause, "stop", call);
  }

  resume(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.#build(agent, routes.tasks.resume, "start", call);
  }

  /** Deployments between 2.29 and early 2026 have no pause and resume; a build of the workspace is the same. */
  async #build(agent: Agent, route: Route, transition: "start" | "stop", call: Call): Promise<StartedBuild> {
    try {
      const { workspace_build: build } = await this.#client.json(
        route,
        { ...about(agent), schema: taskBuildSchema },
        call,
      );
      return { workspaceId: build.workspace_id, buildId: build.id, status: build.status };
    } catch (error) {
      if (!(error instanceof CoderApiError && error.reason === "unsupported_by_deployment")) throw error;
      return this.#rows.build(agent, transition, call);
    }
  }

  async delete(agent: Agent, call: Call): Promise<DeleteOutcome> {
    await this.#client.empty(routes.tasks.delete, about(agent), call);
    return { note: null };
  }
}

/** Coder reached the agent's workspace, but nothing at the app's address; its answer names internal addresses. */
function isSilent(error: unknown): boolean {
  return error instanceof FleetError && error.details?.status === 502 && /task app/i.test(error.message);
}

function about(agent: Agent) {
  return {
    params: { user: agent.owner, task: agent.id },
    subject: { kind: "agent", name: calledName(agent) },
  } as const;
}
