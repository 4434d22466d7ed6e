import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { FleetError } from "../../models/errors";
import type { AgentBackend, AgentLog, LogUpdate } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { sleep } from "../../repositories/sleep";
import { requireCapability } from "./agentErrors";
import { findAgent } from "./findAgent";

/** First and longest pause before a broken stream is opened again, in milliseconds. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Breaks in a row after which the log is polled instead. */
const MOST_BREAKS = 3;
/** Between two looks at a log without a stream, in milliseconds: while it grows, and at most. */
const POLL_MS = 2_000;
const LONGEST_POLL_MS = 10_000;

/**
 * An agent's conversation as it grows, until the caller leaves the loop or cancels: all that was said so far,
 * then each further entry, and what is being written where the deployment streams it. A broken stream goes on
 * after the last finished entry; where there is none, or it stays broken, the log is polled. Following marks a
 * chat as read: only for what a person looks at.
 * @throws FleetErrors of the look-up, and of the log where it cannot be read at all
 */
export async function* followLog(fleet: Fleet, reference: string, call: Call): AsyncGenerator<LogUpdate> {
  const { agent, backend } = await findAgent(fleet, reference, call, true);
  requireCapability(backend, "log");
  const seen = new Map<number, string>();
  for await (const update of updates(backend, agent, seen, call)) {
    if (update.kind === "reset") seen.clear();
    if (update.kind === "entries") for (const { id, content } of update.entries) seen.set(id, content);
    yield update;
  }
}

async function* updates(
  backend: AgentBackend,
  agent: Agent,
  seen: ReadonlyMap<number, string>,
  call: Call,
): AsyncGenerator<LogUpdate> {
  if (backend.follow !== undefined) yield* streamed(backend, agent, seen, call);
  // A stream that ended for good is followed by polls: the conversation may well go on.
  for (let pause = POLL_MS; ; pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    const { entries, ...log } = await backend.log(agent, call);
    // A program that was started anew counts from the beginning.
    const newest = entries.at(-1)?.id;
    if (newest !== undefined && newest < Math.max(0, ...seen.keys())) yield { kind: "reset" };
    // New ones, and those that were written on since.
    const grown = entries.filter(({ id, content }) => seen.get(id) !== content);
    if (grown.length > 0) {
      pause = POLL_MS;
      yield { kind: "entries", entries: grown };
    }
    if (grown.length > 0 || seen.size === 0) yield { kind: "notice", text: about(log) };
    await sleep(pause, call.signal);
  }
}

/** What to know of a log that is not the whole living one; empty where it is. */
function about({ snapshot, snapshotAt, begins = "" }: Omit<AgentLog, "entries">): string {
  if (!snapshot) return begins;
  return `This was saved when the agent stopped${snapshotAt === null ? "" : ` (${snapshotAt})`}.`;
}

/** Ends after several breaks in a row. */
async function* streamed(
  backend: AgentBackend,
  agent: Agent,
  seen: ReadonlyMap<number, string>,
  call: Call,
): AsyncGenerator<LogUpdate> {
  let pause = FIRST_PAUSE_MS;
  for (let breaks = 0; breaks < MOST_BREAKS; breaks += 1) {
    try {
      const newest = seen.size === 0 ? undefined : Math.max(...seen.keys());
      for await (const update of backend.follow?.(agent, newest, call) ?? []) {
        breaks = 0;
        pause = FIRST_PAUSE_MS;
        yield update;
      }
    } catch (error) {
      if (!isBreak(error)) throw error;
    }
    yield { kind: "typing", text: "" };
    await sleep(pause, call.signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Whether a stream may go on when it is opened again: connections break and come back; a wrong token or an agent that is gone does not. */
export function isBreak(error: unknown): boolean {
  return (
    error instanceof FleetError &&
    (error.code === "NETWORK_ERROR" || error.code === "CODER_API_ERROR") &&
    error.reason !== "canceled" &&
    error.reason !== "permission_denied"
  );
}
