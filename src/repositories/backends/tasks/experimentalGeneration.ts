import type { CoderClient } from "../../../clients/coderClient";
import { routes } from "../../../clients/routes";
import { searchQuery } from "../../../clients/search";
import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { PROMPT_PARAMETER, taskListSchema } from "../../../models/coder/task";
import type { Workspace } from "../../../models/coder/workspace";
import { ValidationError } from "../../../models/errors";
import type { AgentListQuery, AgentLog, AgentReference, CreateAgentRequest } from "../../agentBackend";
import { ownerTerm } from "../../agents/scope";
import { agentFromWorkspace } from "../../agents/workspaceAgent";
import { WorkspaceLifecycle } from "../../agents/workspaceLifecycle";
import type { WorkspaceRows } from "../../agents/workspaceRows";
import type { Repositories } from "../backendOffer";
import { AgentApps } from "./agentApp";
import type { TasksGeneration } from "./generation";
import { agentFromTask } from "./taskAgent";

/**
 * Generation 1, `/api/experimental/tasks` (2.24 to 2.28): a task is a workspace with a prompt parameter. Its
 * list has small rows, so it is what `list` reads; everything else goes through the workspace, because the
 * task itself is a 404 until its first build ended and for ever when that failed (facts/coder-api.md 2), and
 * has no routes to stop, start or delete it.
 */
export class ExperimentalGeneration extends WorkspaceLifecycle implements TasksGeneration {
  readonly createParameters = true;
  readonly #client: CoderClient;
  readonly #repositories: Repositories;
  readonly #apps: AgentApps;

  constructor(client: CoderClient, repositories: Repositories, rows: WorkspaceRows) {
    super(rows);
    this.#client = client;
    this.#repositories = repositories;
    this.#apps = new AgentApps(client, repositories.users);
  }

  /** Two requests at once: the tasks, and the failed workspaces, which Coder leaves out of the tasks. */
  async list({ owner }: AgentListQuery, call: Call): Promise<readonly Agent[]> {
    const term = ownerTerm(owner);
    const [tasks, failed] = await Promise.all([
      this.#client.json(
        routes.tasksExperimental.list,
        { query: { q: searchQuery(term) || undefined }, schema: taskListSchema },
        call,
      ),
      this.#repositories.workspaces.list({ q: searchQuery({ ...term, status: "failed" }) }, call),
    ]);
    const listed = new Set(tasks.map(({ id }) => id));
    const others = failed.workspaces.filter(({ id }) => !listed.has(id));
    const agents = await Promise.all(others.map((workspace) => this.#agentOf(workspace, call)));
    return [...tasks.map(agentFromTask), ...agents.filter((agent) => agent !== undefined)];
  }

  async find(reference: AgentReference, call: Call): Promise<Agent | undefined> {
    const workspace = await this.#repositories.workspaces.find(reference, call);
    return workspace === undefined ? undefined : this.#agentOf(workspace, call);
  }

  /** The agent in a workspace; undefined for an ordinary workspace. */
  async #agentOf(workspace: Workspace, call: Call): Promise<Agent | undefined> {
    const build = workspace.latest_build;
    if (build === null || build.has_ai_task === false) return undefined;
    // Coder says so only after a build succeeded; before, the version's parameters tell (asked once each).
    if (build.has_ai_task === null) {
      const parameters = await this.#repositories.templates.richParameters(build.template_version_id, call);
      if (!parameters.some(({ name }) => name === PROMPT_PARAMETER)) return undefined;
    }
    return this.#keep(workspace);
  }

  #keep(workspace: Workspace): Agent {
    return this.rows.keep(agentFromWorkspace(workspace, "task", workspace.id), workspace);
  }

  async create(request: CreateAgentRequest, call: Call): Promise<Agent> {
    if (request.parameters.some(({ name }) => name === PROMPT_PARAMETER)) {
      throw new ValidationError("bad_argument", {
        message: `The parameter '${PROMPT_PARAMETER}' is the agent's task and cannot be given twice.`,
        hint: "Leave it out of the parameters and give the text as the task.",
      });
    }
    const workspace = await this.#repositories.workspaces.create(
      {
        owner: request.owner,
        name: request.name,
        templateVersionId: request.templateVersionId,
        presetId: request.presetId,
        parameters: [...request.parameters, { name: PROMPT_PARAMETER, value: request.prompt }],
      },
      call,
    );
    return { ...this.#keep(workspace), prompt: request.prompt };
  }

  async send(agent: Agent, text: string, call: Call): Promise<void> {
    const workspace = await this.rows.load(agent, call);
    await this.#apps.post(agent, workspace, { type: "user", content: text }, call);
  }

  async prompt(agent: Agent, workspace: Workspace, call: Call): Promise<string | null> {
    if (agent.prompt !== null || workspace.latest_build === null) return agent.prompt;
    const parameters = await this.#repositories.builds.parameters(workspace.latest_build.id, call);
    return parameters.find(({ name }) => name === PROMPT_PARAMETER)?.value ?? null;
  }

  async log(agent: Agent, call: Call): Promise<AgentLog> {
    const workspace = await this.rows.load(agent, call);
    const entries = await this.#apps.messages(agent, workspace, call);
    return { entries, snapshot: false, snapshotAt: null };
  }
}
