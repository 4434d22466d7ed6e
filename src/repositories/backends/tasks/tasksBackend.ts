import type { CoderClient } from "../../../clients/coderClient";
import { type Agent, calledName } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { CoderApiError } from "../../../models/errors";
import type {
  AgentBackend,
  AgentCapabilities,
  AgentHistory,
  AgentList,
  AgentListQuery,
  AgentLog,
  AgentReference,
  CreateAgentRequest,
  DeleteOutcome,
  StartedBuild,
  WhenBusy,
} from "../../agentBackend";
import { newestFirst } from "../../agents/order";
import { busy, notRunning } from "../../agents/refusals";
import { Roles } from "../../agents/roles";
import type { WorkspaceRows } from "../../agents/workspaceRows";
import type { Repositories } from "../backendOffer";
import { AgentApps } from "./agentApp";
import type { TasksGeneration } from "./generation";
import { taskHistory } from "./history";

/** Ctrl+C, as a terminal sends it. */
const INTERRUPT = "\u0003";
/** The Enter key, as a terminal sends it. */
const ENTER = "\r";

/** Agents as Coder's Tasks, of either generation. */
export class TasksBackend implements AgentBackend {
  readonly kind = "task";
  readonly capabilities: AgentCapabilities;
  readonly #apps: AgentApps;
  readonly #roles: Roles;
  readonly #generation: TasksGeneration;
  readonly #rows: WorkspaceRows;

  constructor(
    client: CoderClient,
    repositories: Repositories,
    generation: TasksGeneration,
    /** Shared with the generation, which fills it. */
    rows: WorkspaceRows,
  ) {
    this.#apps = new AgentApps(client, repositories.users);
    this.#roles = new Roles(repositories, rows);
    this.#generation = generation;
    this.#rows = rows;
    this.capabilities = {
      create: true,
      send: true,
      cancel: true,
      history: true,
      log: true,
      pause: true,
      whenBusy: [],
      createParameters: generation.createParameters,
    };
  }

  async list(query: AgentListQuery, call: Call): Promise<AgentList> {
    return { agents: newestFirst(await this.#generation.list(query, call)), incomplete: null };
  }

  find(reference: AgentReference, call: Call): Promise<Agent | undefined> {
    return this.#generation.find(reference, call);
  }

  withRoles(agents: readonly Agent[], call: Call): Promise<readonly Agent[]> {
    return this.#roles.fill(agents, call);
  }

  create(request: CreateAgentRequest, call: Call): Promise<Agent> {
    return this.#generation.create(request, call);
  }

  async startTask(agent: Agent, text: string, whenBusy: WhenBusy, call: Call): Promise<void> {
    if (whenBusy !== "refuse" && agent.status === "busy") {
      throw new CoderApiError("unsupported_by_deployment", {
        message: `Agent '${calledName(agent)}' is busy, and this deployment's tasks cannot ${whenBusy} work.`,
        hint: "wait_for_agents until it is idle, or cancel_agent_task first.",
      });
    }
    if (agent.status === "busy") throw busy(agent);
    if (agent.status !== "idle") throw notRunning(agent);
    await this.#generation.send(agent, text, call);
  }

  async sendInput(agent: Agent, text: string, call: Call): Promise<void> {
    if (agent.status === "idle") return this.#generation.send(agent, text, call);
    if (agent.status !== "busy") throw notRunning(agent);
    // A message to a busy agent is refused by Coder (409) and by AgentAPI (500): it is typed in instead.
    const workspace = await this.#rows.load(agent, call);
    await this.#apps.post(agent, workspace, { type: "raw", content: text + ENTER }, call);
  }

  async cancelTask(agent: Agent, call: Call): Promise<void> {
    const workspace = await this.#rows.load(agent, call);
    await this.#apps.post(agent, workspace, { type: "raw", content: INTERRUPT }, call);
  }

  async history(agent: Agent, call: Call): Promise<AgentHistory> {
    const workspace = await this.#rows.load(agent, call);
    return taskHistory(agent, workspace, await this.#generation.prompt(agent, workspace, call));
  }

  log(agent: Agent, call: Call): Promise<AgentLog> {
    return this.#generation.log(agent, call);
  }

  pause(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.#generation.pause(agent, call);
  }

  resume(agent: Agent, call: Call): Promise<StartedBuild> {
    return this.#generation.resume(agent, call);
  }

  delete(agent: Agent, call: Call): Promise<DeleteOutcome> {
    return this.#generation.delete(agent, call);
  }
}
