import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { sameText } from "../../models/text";
import type { AgentBackend, AgentReference, NameReference } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { allowedAgents } from "../workspacePolicy";
import { agentNotFound } from "./agentErrors";
import { parseAgentReference, referenceText } from "./agentReference";

/** An agent and the backend it lives in. */
export interface FoundAgent {
  readonly agent: Agent;
  readonly backend: AgentBackend;
}

/**
 * The one agent a caller means by a name, `owner/name` or id (also the id of its workspace): one request per
 * backend, all at once. Its role is not filled. `glance`: what its workspace does is not asked for.
 * @throws ValidationError(bad_argument) before any request where the text can be no reference.
 * @throws AgentNotFoundError(missing_agent) also where the workspace filter hides it.
 * @throws ValidationError(conflict) where several agents have the name.
 */
export async function findAgent(fleet: Fleet, text: string, call: Call, glance = false): Promise<FoundAgent> {
  const reference = parseAgentReference(text);
  const found = await lookUp(fleet, reference, call, glance);
  if (found === undefined || (await allowedAgents(fleet, [found.agent], call)).length === 0) {
    throw agentNotFound(text);
  }
  const foreign = await isForeign(fleet, reference, found.agent, call);
  return { ...found, agent: { ...found.agent, foreign } };
}

/** A bare name means the caller's own; of the others it is asked once per process who the caller is. */
async function isForeign(
  fleet: Fleet,
  reference: AgentReference,
  { owner }: Agent,
  call: Call,
): Promise<boolean> {
  if (reference.kind === "name" && reference.owner === "me") return false;
  const { username } = await fleet.deployment.users.me(call);
  return !sameText(owner, username);
}

/**
 * As `findAgent`, with what only a look at one agent tells: the role of a task, what a chat asks or whether it
 * is queued. One more request.
 */
export async function showAgent(fleet: Fleet, text: string, call: Call): Promise<FoundAgent> {
  const found = await findAgent(fleet, text, call);
  return { ...found, agent: await closer(found, call) };
}

/** The agent with what only a look at it alone tells. One request. */
export async function closer({ agent, backend }: FoundAgent, call: Call): Promise<Agent> {
  return backend.chats === undefined ? withRole(agent, backend, call) : backend.chats.closer(agent, call);
}

/** The agent as the deployment has it now, without its role; as it was where it cannot be found any more. */
export async function refreshed({ agent, backend }: FoundAgent, call: Call): Promise<Agent> {
  const found = await backend.find({ kind: "id", id: agent.id }, call);
  return found === undefined ? agent : { ...found, foreign: agent.foreign === true };
}

/** The agent with its role filled. One request, none where its build was seen before. */
export async function withRole(agent: Agent, backend: AgentBackend, call: Call): Promise<Agent> {
  const [filled] = await backend.withRoles([agent], call);
  return filled ?? agent;
}

/** Whether the name is taken by any agent of the owner, whatever the workspace filter shows. */
export async function agentExists(fleet: Fleet, reference: NameReference, call: Call): Promise<boolean> {
  const taken = (await fleet.deployment.backends(call)).map(async (backend) =>
    backend.nameTaken === undefined
      ? (await backend.find(reference, call, true)) !== undefined
      : backend.nameTaken(reference, call),
  );
  return (await Promise.all(taken)).includes(true);
}

async function lookUp(
  fleet: Fleet,
  reference: AgentReference,
  call: Call,
  glance: boolean,
): Promise<FoundAgent | undefined> {
  const found = await candidates(fleet, reference, call, glance);
  const known = found.filter(({ agent }) => agent.kind !== "workspace");
  const [first, ...others] = known.length > 0 ? known : found;
  if (others.length > 0) {
    throw ambiguous(reference, [first, ...others]);
  }
  return first ?? (reference.kind === "id" ? byWorkspaceId(fleet, reference.id, call) : undefined);
}

async function candidates(
  fleet: Fleet,
  reference: AgentReference,
  call: Call,
  glance = false,
): Promise<readonly FoundAgent[]> {
  const backends = await fleet.deployment.backends(call);
  const found = await Promise.all(
    backends.map(async (backend) => ({ backend, agent: await backend.find(reference, call, glance) })),
  );
  return found.flatMap(({ backend, agent }) => (agent === undefined ? [] : [{ backend, agent }]));
}

/** Where agents have ids of their own, the id of an agent's workspace leads to it by the workspace's task. */
async function byWorkspaceId(fleet: Fleet, id: string, call: Call): Promise<FoundAgent | undefined> {
  const workspace = await fleet.deployment.workspaces.find({ kind: "id", id }, call);
  const taskId = workspace?.task_id ?? null;
  if (taskId === null || taskId === id) {
    return undefined;
  }
  const [found] = await candidates(fleet, { kind: "id", id: taskId }, call);
  return found;
}

function ambiguous(reference: AgentReference, found: readonly (FoundAgent | undefined)[]): ValidationError {
  const ids = found.flatMap((candidate) => (candidate === undefined ? [] : [candidate.agent.id]));
  return new ValidationError("conflict", {
    message: `Several agents are called '${referenceText(reference)}': ${ids.join(", ")}.`,
    hint: "Use one of these ids instead of the name.",
    details: { related: ids },
  });
}
