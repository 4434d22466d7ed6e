/**
 * Talking to the app of a task itself, AgentAPI behind the deployment's path proxy (facts/coder-api.md 8):
 * the only way to interrupt an agent, to reach a busy one, and on generation 1 to send and read at all.
 */
import type { CoderClient } from "../../../clients/coderClient";
import { routes } from "../../../clients/routes";
import type { Agent, LogEntry } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { agentAppMessagesSchema, agentAppSentSchema } from "../../../models/coder/agentApp";
import { userSchema } from "../../../models/coder/user";
import type { Workspace } from "../../../models/coder/workspace";
import { AuthenticationError, FleetError, NetworkError } from "../../../models/errors";
import { findAgentApp } from "../../agents/workspaceAgent";
import { appNotShared, appSilent, appUnreachable, busy, notRunning } from "../../agents/refusals";

/** `user` is a message and needs an idle agent; `raw` is typed into its terminal as it is. */
export interface AppMessage {
  readonly type: "user" | "raw";
  readonly content: string;
}

export async function postToApp(
  client: CoderClient,
  agent: Agent,
  workspace: Workspace,
  message: AppMessage,
  call: Call,
): Promise<void> {
  const params = addressOf(agent, workspace);
  const sent = client.json(routes.appMessage, { params, body: message, schema: agentAppSentSchema }, call);
  await sent.catch(explain(client, agent, call));
}

/** The whole conversation, oldest first. */
export async function readAppMessages(
  client: CoderClient,
  agent: Agent,
  workspace: Workspace,
  call: Call,
): Promise<readonly LogEntry[]> {
  const params = addressOf(agent, workspace);
  const { messages } = await client
    .json(routes.appMessages, { params, schema: agentAppMessagesSchema }, call)
    .catch(explain(client, agent, call));
  return messages.map(({ id, role, content, time }) => ({
    id,
    content,
    type: role === "user" ? "input" : "output",
    time,
  }));
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

/** Turns the proxy's HTML pages and AgentAPI's own errors into what they mean. */
function explain(client: CoderClient, agent: Agent, call: Call): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!(error instanceof FleetError)) throw error;
    const status = error.details?.status;
    // AgentAPI takes a message only while it waits for one, else 500 (2.36.1/apps/path_app_post_message_busy).
    if (status === 500) throw busy(agent, error);
    if (status === 502) throw appSilent(agent, error);
    const passing = error instanceof AuthenticationError || error instanceof NetworkError;
    if (passing || error.reason === "rate_limited") throw error;
    // The proxy answers alike for what is not there and what is shared with its owner only.
    if (status === 404 && !(await isOwn(client, agent, call))) throw appNotShared(agent, error);
    throw appUnreachable(agent, `it answered ${status ?? "something else"}`, error);
  };
}

async function isOwn(client: CoderClient, agent: Agent, call: Call): Promise<boolean> {
  const me = await client.json(routes.user, { params: { user: "me" }, schema: userSchema }, call);
  return me.username === agent.owner;
}
