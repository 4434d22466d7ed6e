/** Records of an agent besides its conversation, as they grow. */
import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { WorkspaceAgentLog } from "../../models/coder/workspace";
import { workspaceAgentsOf } from "../../models/coder/workspace";
import type { Fleet } from "../fleet";
import { sleep } from "../../repositories/sleep";
import { loggingWorkspace, requireCapability } from "./agentErrors";
import { findAgent } from "./findAgent";
import { isBreak } from "./followLog";

/** Between two looks at what tells no news, in milliseconds. */
const POLL_MS = 5_000;
/** From the end of a stream to the next look, in milliseconds. */
const REOPEN_MS = 500;

/** A piece of a record. */
export interface RecordPart {
  readonly id: number | string;
  /** ISO 8601; empty where the deployment does not say. */
  readonly time: string;
  /** A build's stage, a line's level, a report's state. */
  readonly label: string;
  /** Untrusted text. */
  readonly text: string;
}

/** News of a record. */
export type RecordUpdate =
  /** Further pieces, oldest first; one with a known id takes that one's place. */
  | { readonly kind: "parts"; readonly parts: readonly RecordPart[] }
  /** Another record begins: forget what was shown. */
  | { readonly kind: "reset" }
  /** Something to know about it. */
  | { readonly kind: "notice"; readonly text: string };

/** A follower waits until it was heard: much may come at once. */
type Hear = (update: RecordUpdate) => void | Promise<void>;

/** What an agent reported and was given, until the call is cancelled. */
export async function followHistory(fleet: Fleet, reference: string, hear: Hear, call: Call): Promise<never> {
  const { agent, backend } = await findAgent(fleet, reference, call, true);
  requireCapability(backend, "history");
  for (;;) {
    const { entries, begins } = await backend.history(agent, call);
    const parts = entries.map((entry) => {
      const { id, created_at: time, state: label, message: text } = entry;
      return { id, time, label, text };
    });
    await hear({ kind: "parts", parts: parts.reverse() });
    await hear({ kind: "notice", text: begins ?? "" });
    await sleep(POLL_MS, call.signal);
  }
}

/**
 * The log of the newest build of an agent's workspace, and of those that follow it, until the call is cancelled.
 * @throws ValidationError(wrong_state) where the agent has no workspace
 */
export async function followBuildLog(
  fleet: Fleet,
  reference: string,
  hear: Hear,
  call: Call,
): Promise<never> {
  const { agent } = await findAgent(fleet, reference, call, true);
  const { id } = loggingWorkspace(agent);
  for (let heard = ""; ;) {
    const workspace = await fleet.deployment.workspaces.find({ kind: "id", id }, call);
    const build = workspace?.latest_build ?? null;
    if (build !== null && build.id !== heard) {
      heard = build.id;
      await hear({ kind: "reset" });
      const title = `${build.transition} build ${build.build_number}`;
      await hear({ kind: "notice", text: title });
      const ended = await fleet.deployment.builds.follow(
        build.id,
        ({ id: line, created_at: time, stage, output }) => {
          void hear({ kind: "parts", parts: [{ id: line, time, label: stage, text: output }] });
        },
        call,
      );
      const { status, error } = ended.job;
      await hear({ kind: "notice", text: `${title}: ${error ? `${status}: ${error}` : status}` });
    }
    await sleep(POLL_MS, call.signal);
  }
}

/**
 * The log of the workspace agent (start-up scripts and services of the workspace) until the call is cancelled.
 * @throws ValidationError(wrong_state) where the agent has no workspace
 */
export async function followWorkspaceLog(
  fleet: Fleet,
  reference: string,
  hear: Hear,
  call: Call,
): Promise<never> {
  const { workspaceAgents } = fleet.deployment;
  let process: string | null = null;
  let newest = 0;
  let streams = true;
  const tell = async (lines: readonly WorkspaceAgentLog[]): Promise<void> => {
    newest = lines.at(-1)?.id ?? newest;
    const parts = lines.map((line) => {
      const { id, created_at: time, level: label, output: text } = line;
      return { id, time, label, text };
    });
    await hear({ kind: "parts", parts });
  };
  for (;;) {
    const { agent } = await findAgent(fleet, reference, call);
    const now = await processOf(fleet, agent, call);
    if (now === null) {
      await hear({ kind: "notice", text: "The workspace does not run; its log goes on when it does." });
    } else if (now !== process) {
      // A restart replaces the process, and its log begins anew.
      await hear({ kind: "reset" });
      await hear({ kind: "notice", text: "" });
      process = now;
      newest = 0;
    }
    if (now !== null && streams) {
      // A stream that told nothing may be one that nothing comes through: the next look is another one.
      streams = false;
      try {
        for await (const lines of workspaceAgents.followLogs(now, call, newest)) {
          streams ||= lines.length > 0;
          await tell(lines);
        }
      } catch (error) {
        if (!isBreak(error)) throw error;
      }
      await sleep(REOPEN_MS, call.signal);
    } else {
      if (now !== null) await tell(await workspaceAgents.logs(now, call, newest));
      streams = true;
      await sleep(POLL_MS, call.signal);
    }
  }
}

/** Id of the workspace agent that runs; null while none does. */
async function processOf(fleet: Fleet, agent: Agent, call: Call): Promise<string | null> {
  const { id, workspaceAgentId } = loggingWorkspace(agent);
  if (workspaceAgentId !== null) return workspaceAgentId;
  const workspace = await fleet.deployment.workspaces.find({ kind: "id", id }, call);
  return workspace === undefined ? null : (workspaceAgentsOf(workspace)[0]?.id ?? null);
}
