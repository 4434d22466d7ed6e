import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { sameText } from "../../models/text";
import type { AgentReference, OwnerScope } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { sleep } from "../../repositories/sleep";
import { parseAgentReference } from "./agentReference";
import { findAgent } from "./findAgent";
import { everyAgent, withRoles } from "./listAgents";
import { MOVING_STATUSES } from "./movingStatuses";
import { watchFleet } from "./watchFleet";

/** Most agents waited for by name. */
const MAX_WAITED_AGENTS = 100;

/** How long a task that was just given work may still read idle, in milliseconds (seen on 2.26 and 2.36). */
const JUST_STARTED_MS = 1_500;

/** Whom to wait for, and how long. */
export interface WaitRequest {
  /** Names, `owner/name` or ids; all of one's own that work where it is empty. */
  readonly agents: readonly string[];
  /** Ends with the first that has settled instead of the last. */
  readonly any: boolean;
  /** In milliseconds. */
  readonly timeoutMs: number;
}

/** How the wait ended. */
export interface WaitOutcome {
  /** Those waited for, as they are now. Those that were deleted meanwhile are left out. */
  readonly settled: readonly Agent[];
  readonly moving: readonly Agent[];
  readonly timedOut: boolean;
}

/**
 * Waits until agents have settled: idle, failed, stopped, gone, or needing attention. One list pass per look,
 * and none between the news of chats.
 * @throws AgentNotFoundError(missing_agent) where a named one does not exist, before it waits
 */
export async function waitForAgents(fleet: Fleet, request: WaitRequest, call: Call): Promise<WaitOutcome> {
  const references = request.agents.map(parseAgentReference);
  if (references.length > MAX_WAITED_AGENTS) {
    throw new ValidationError("bad_argument", {
      message: `${references.length} agents were named; at most ${MAX_WAITED_AGENTS} can be waited for at a time.`,
      hint: "Leave agent_names out to wait for all of yours that work.",
    });
  }
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const report = progressReporter(call);
  const own = references.every((reference) => reference.kind === "name" && reference.owner === "me");
  const owner: OwnerScope = { kind: own ? "me" : "all" };
  const wanted = new Set<string>();
  let told = "";
  let outcome = sorted([], true);
  const limited: Call = { signal: AbortSignal.any([call.signal, deadline]) };
  for await (const { agents: seen, error } of watchFleet(fleet, owner, limited)) {
    // Before the first look it is the caller's to know; later ones may go better.
    if (seen === null) throw error;
    let agents = seen;
    if (wanted.size === 0) {
      await choose(fleet, { request, references, own }, agents, wanted, call);
      if (agents.some((agent) => wanted.has(agent.id) && mayHaveJustStarted(agent))) {
        await sleep(Math.min(JUST_STARTED_MS, request.timeoutMs), call.signal);
        agents = (await everyAgent(fleet, owner, call)).agents;
      }
    }
    const mine = agents.filter(({ id }) => wanted.has(id));
    if (mayEnd(mine, wanted.size, request)) {
      const looked = await Promise.all(mine.map((agent) => lookCloser(fleet, agent, call)));
      outcome = sorted(looked, false);
      if (mayEnd(looked, wanted.size, request)) break;
    }
    outcome = sorted(mine, true);
    const { moving } = outcome;
    const line = moving.map(({ name, status }) => `${name} ${status}`).join(", ");
    if (line !== told) report(`Waiting for ${line}`);
    told = line;
  }
  call.signal.throwIfAborted();
  const { settled, moving, timedOut } = outcome;
  const shown = await withRoles(fleet, [...settled, ...moving], call);
  return { settled: shown.slice(0, settled.length), moving: shown.slice(settled.length), timedOut };
}

function mayEnd(agents: readonly Agent[], wanted: number, { any }: WaitRequest): boolean {
  const moving = agents.filter(isMoving).length;
  return moving === 0 || (any && moving < wanted);
}

function sorted(agents: readonly Agent[], timedOut: boolean): WaitOutcome {
  return {
    settled: agents.filter((agent) => !isMoving(agent)),
    moving: agents.filter(isMoving),
    timedOut,
  };
}

/** A list does not say that a chat's workspace starts or stops; a single chat not whether somebody has read it. */
async function lookCloser(fleet: Fleet, agent: Agent, call: Call): Promise<Agent> {
  if (agent.kind !== "chat" || agent.workspace === null || agent.status !== "idle") return agent;
  const { agent: looked } = await findAgent(fleet, agent.id, call);
  if (MOVING_STATUSES.has(looked.status)) return looked;
  return {
    ...looked,
    attention: looked.attention ?? agent.attention,
    ...(agent.chat && { chat: agent.chat }),
  };
}

interface Wanted {
  readonly request: WaitRequest;
  readonly references: readonly AgentReference[];
  /** Whether the list holds one's own agents only. */
  readonly own: boolean;
}

/** Fills `wanted` with the ids of those waited for. */
async function choose(
  fleet: Fleet,
  { request, references, own }: Wanted,
  agents: readonly Agent[],
  wanted: Set<string>,
  call: Call,
): Promise<void> {
  if (references.length === 0) {
    for (const { id } of agents.filter(isMoving)) wanted.add(id);
    return;
  }
  const me = own ? undefined : (await fleet.deployment.users.me(call)).username;
  for (const [index, reference] of references.entries()) {
    const [first, ...others] = agents.filter((agent) => isMeant(agent, reference, me));
    const found =
      first !== undefined && others.length === 0
        ? first
        : (await findAgent(fleet, request.agents[index] ?? "", call)).agent;
    wanted.add(found.id);
  }
}

/** `me`: name of one's own user; absent where the list holds nobody else's agents. */
function isMeant(agent: Agent, reference: AgentReference, me: string | undefined): boolean {
  if (reference.kind === "id") return agent.id === reference.id;
  const owner = reference.owner === "me" ? me : reference.owner;
  return (owner === undefined || sameText(agent.owner, owner)) && sameText(agent.name, reference.name);
}

/** Coder reports that a task works a moment after it took the text. */
function mayHaveJustStarted({ kind, status }: Agent): boolean {
  return kind === "task" && status === "idle";
}

function isMoving({ status, attention }: Agent): boolean {
  return MOVING_STATUSES.has(status) && attention === null;
}
