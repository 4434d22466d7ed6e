/**
 * Talking to the app of a task itself, AgentAPI behind the deployment's path proxy (facts/coder-api.md 8):
 * the only way to interrupt an agent, to reach a busy one, and on generation 1 to send and read at all.
 */
import type { CoderClient } from "../../../clients/coderClient";
import { routes } from "../../../clients/routes";
import type { Agent, LogEntry } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { agentAppMessagesSchema, agentAppSentSchema } from "../../../models/coder/agentApp";
import type { Workspace } from "../../../models/coder/workspace";
import { AuthenticationError, FleetError, NetworkError } from "../../../models/errors";
import { sameText } from "../../../models/text";
import { findAgentApp } from "../../agents/workspaceAgent";
import { appNotShared, appSilent, appUnreachable, busy, notRunning } from "../../agents/refusals";
import type { UserRepository } from "../../deployment";

/** `user` is a message and needs an idle agent; `raw` is typed into its terminal as it is. */
export interface AppMessage {
  readonly type: "user" | "raw";
  readonly content: string;
}

/** The apps of a deployment's tasks. */
export class AgentApps {
  readonly #client: CoderClient;
  readonly #users: UserRepository;

  constructor(client: CoderClient, users: UserRepository) {
    this.#client = client;
    this.#users = users;
  }

  /** Hands a message to the agent in `workspace`. @throws FleetError naming the agent where its app does not take it */
  async post(agent: Agent, workspace: Workspace, message: AppMessage, call: Call): Promise<void> {
    const params = addressOf(agent, workspace);
    await this.#client
      .json(routes.appMessage, { params, body: message, schema: agentAppSentSchema }, call)
      .catch((error: unknown) => this.#explain(error, agent, call));
  }

  /** The whole conversation, oldest first. @throws FleetError naming the agent where its app does not tell */
  async messages(agent: Agent, workspace: Workspace, call: Call): Promise<readonly LogEntry[]> {
    const params = addressOf(agent, workspace);
    const { messages } = await this.#client
      .json(routes.appMessages, { params, schema: agentAppMessagesSchema }, call)
      .catch((error: unknown) => this.#explain(error, agent, call));
    return messages.map(({ id, role, content, time }) => ({
      id,
      content,
      type: role === "user" ? "input" : "output",
      time,
    }));
  }

  /** Turns the proxy's HTML pages and AgentAPI's own errors into what they mean. */
  async #explain(error: unknown, agent: Agent, call: Call): Promise<never> {
    if (!(error instanceof FleetError)) throw error;
    const status = error.details?.status;
    // AgentAPI takes a message only while it waits for one, else 500 (2.36.1/apps/path_app_post_message_busy).
    if (status === 500) throw busy(agent, error);
    if (status === 502) throw appSilent(agent, error);
    const passing = error instanceof AuthenticationError || error instanceof NetworkError;
    if (passing || error.reason === "rate_limited") throw error;
    // The proxy answers alike for what is not there and what is shared with its owner only.
    if (status === 404 && !sameText((await this.#users.me(call)).username, agent.owner)) {
      throw appNotShared(agent, error);
    }
    throw appUnreachable(agent, `it answered ${status ?? "something else"}`, error);
  }
}

/** Where the task's own app is, among the several a workspace may have. */
function addressOf(agent: Agent, workspace: Workspace): Record<string, string> {
  if (agent.status !== "idle" && agent.status !== "busy") throw notRunning(agent);
  const found = findAgentApp(workspace, agent.workspace?.appId ?? null);
  if (found === undefined) throw appUnreachable(agent, "its workspace names no app for the task");
  if (found.app.external) throw appUnreachable(agent, `its app '${found.app.slug}' is an external link`);
  return {
    // The proxy knows no "me" (facts/coder-api.md 8).
    owner: workspace.owner_name,
    workspaceName: workspace.name,
    workspaceAgentName: found.workspaceAgent.name,
    slug: found.app.slug,
  };
}
