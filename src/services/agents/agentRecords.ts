import type { Agent, HistoryEntry, LogEntry } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { type Page, pageOf } from "../paging";
import { requireCapability } from "./agentErrors";
import { findAgent } from "./findAgent";

/** A page of an agent's records. */
export interface RecordsRequest {
  readonly agent: string;
  /** From 1; page 1 holds the newest. */
  readonly page: number;
  readonly pageSize: number;
}

/** What an agent reported and was given, newest first. */
export async function agentHistory(
  fleet: Fleet,
  request: RecordsRequest,
  call: Call,
): Promise<{ readonly agent: Agent; readonly entries: Page<HistoryEntry>; readonly begins: string | null }> {
  const { agent, backend } = await findAgent(fleet, request.agent, call, true);
  requireCapability(backend, "history");
  const { entries, begins } = await backend.history(agent, call);
  return { agent, entries: pageOf(entries, request.page, request.pageSize), begins };
}

/** An agent's conversation, newest first. `snapshotAt`: set when it is what was saved at the last stop. */
export async function agentLog(
  fleet: Fleet,
  request: RecordsRequest,
  call: Call,
): Promise<{
  readonly agent: Agent;
  readonly entries: Page<LogEntry>;
  readonly snapshot: boolean;
  readonly snapshotAt: string | null;
  readonly begins: string | null;
}> {
  const { agent, backend } = await findAgent(fleet, request.agent, call, true);
  requireCapability(backend, "log");
  const { entries, snapshot, snapshotAt, begins = null } = await backend.log(agent, call);
  return {
    agent,
    entries: pageOf([...entries].reverse(), request.page, request.pageSize),
    snapshot,
    snapshotAt,
    begins,
  };
}
