import { searchQuery } from "../../../clients/search";
import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { Workspace } from "../../../models/coder/workspace";
import { CoderApiError } from "../../../models/errors";
import type {
  AgentBackend,
  AgentCapabilities,
  AgentHistory,
  AgentList,
  AgentListQuery,
  AgentLog,
  AgentReference,
} from "../../agentBackend";
import type { WorkspaceRepository } from "../../deployment";
import { newestFirst } from "../../agents/order";
import { Roles } from "../../agents/roles";
import { ownerTerm } from "../../agents/scope";
import { agentFromWorkspace } from "../../agents/workspaceAgent";
import { WorkspaceLifecycle } from "../../agents/workspaceLifecycle";
import { WorkspaceRows } from "../../agents/workspaceRows";
import type { Repositories } from "../backendOffer";

/** Rows of one request: a workspace is up to 131 kB on the wire, so a page stays below 13 MB. */
const PAGE_SIZE = 100;

/**
 * Agents on a deployment that offers neither tasks nor chats any more: the workspaces that still carry an AI
 * task can be seen, started, stopped and deleted. Nobody can talk to the agents in them.
 */
export class WorkspacesBackend extends WorkspaceLifecycle implements AgentBackend {
  readonly kind = "workspace";
  readonly capabilities: AgentCapabilities = {
    create: false,
    send: false,
    cancel: false,
    history: false,
    log: false,
    pause: true,
    whenBusy: [],
    createParameters: false,
  };
  readonly #workspaces: WorkspaceRepository;
  readonly #roles: Roles;

  constructor(repositories: Repositories) {
    super(new WorkspaceRows(repositories.workspaces));
    this.#workspaces = repositories.workspaces;
    this.#roles = new Roles(repositories, this.rows);
  }

  async list({ owner }: AgentListQuery, call: Call): Promise<AgentList> {
    const q = searchQuery({ ...ownerTerm(owner), "has-ai-task": true });
    const agents: Agent[] = [];
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const page = await this.#workspaces.list({ q, limit: PAGE_SIZE, offset }, call);
      agents.push(...page.workspaces.map((workspace) => this.#agentOf(workspace)));
      if (page.workspaces.length === 0 || offset + PAGE_SIZE >= page.count) break;
    }
    return { agents: newestFirst(agents), incomplete: null };
  }

  async find(reference: AgentReference, call: Call): Promise<Agent | undefined> {
    const workspace = await this.#workspaces.find(reference, call);
    const isAgent = workspace?.latest_build?.has_ai_task === true || Boolean(workspace?.task_id);
    return workspace !== undefined && isAgent ? this.#agentOf(workspace) : undefined;
  }

  #agentOf(workspace: Workspace): Agent {
    return this.rows.keep(agentFromWorkspace(workspace, "workspace", workspace.id), workspace);
  }

  withRoles(agents: readonly Agent[], call: Call): Promise<readonly Agent[]> {
    return this.#roles.fill(agents, call);
  }

  create(): Promise<Agent> {
    return refuse("agents cannot be created");
  }

  startTask(): Promise<void> {
    return refuse("no task can be given to an agent");
  }

  sendInput(): Promise<void> {
    return refuse("nothing can be sent to an agent");
  }

  cancelTask(): Promise<void> {
    return refuse("an agent's work cannot be canceled");
  }

  history(): Promise<AgentHistory> {
    return refuse("an agent's history cannot be read");
  }

  log(): Promise<AgentLog> {
    return refuse("an agent's log cannot be read");
  }
}

function refuse(what: string): Promise<never> {
  return Promise.reject(
    new CoderApiError("unsupported_by_deployment", {
      message: `This deployment offers neither the tasks nor the chats API, so ${what}.`,
      hint: "Agents can be listed, shown, restarted, paused, resumed and deleted. Ask the deployment's operator to enable tasks or chats.",
    }),
  );
}
