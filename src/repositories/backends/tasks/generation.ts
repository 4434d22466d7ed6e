import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import type { Workspace } from "../../../models/coder/workspace";
import type {
  AgentListQuery,
  AgentLog,
  AgentReference,
  CreateAgentRequest,
  DeleteOutcome,
  StartedBuild,
} from "../../agentBackend";

/**
 * What differs between the two generations of the tasks API (facts/coder-api.md 2): everything that a task
 * of the later one has of its own and a task of the earlier one, which is a workspace, has not. What is alike
 * (roles, cancel, history) is in `TasksBackend`.
 */
export interface TasksGeneration {
  /** Whether rich parameters can be given at creation. */
  readonly createParameters: boolean;
  list(query: AgentListQuery, call: Call): Promise<readonly Agent[]>;
  find(reference: AgentReference, call: Call): Promise<Agent | undefined>;
  create(request: CreateAgentRequest, call: Call): Promise<Agent>;
  /** Gives a message to an idle agent. */
  send(agent: Agent, text: string, call: Call): Promise<void>;
  /** The first prompt; null when it cannot be known. `workspace` is the agent's row. */
  prompt(agent: Agent, workspace: Workspace, call: Call): Promise<string | null>;
  log(agent: Agent, call: Call): Promise<AgentLog>;
  pause(agent: Agent, call: Call): Promise<StartedBuild>;
  resume(agent: Agent, call: Call): Promise<StartedBuild>;
  delete(agent: Agent, call: Call): Promise<DeleteOutcome>;
}
