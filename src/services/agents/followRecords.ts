/** Records of an agent besides its conversation, as they grow. */
import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { workspaceAgentsOf } from "../../models/coder/workspace";
import type { Fleet } from "../fleet";
import { sleep } from "../sleep";
import { loggingWorkspace, requireCapability } from "./agentErrors";
import { findAgent } from "./findAgent";

/** Between two looks at what tells no news, in milliseconds. */
const POLL_MS = 5_000;

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

type Hear = (update: RecordUpdate) => void;

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
    hear({ kind: "parts", parts: parts.reverse() });
    hear({ kind: "notice", text: begins ?? "" });
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
      hear({ kind: "reset" });
      const title = `${build.transition} build ${build.build_number}`;
      hear({ kind: "notice", text: title });
      const ended = await fleet.deployment.builds.follow(
        build.id,
        ({ id: line, created_at: time, stage, output }) => {
          hear({ kind: "parts", parts: [{ id: line, time, label: stage, text: output }] });
        },
        call,
      );
      const { status, error } = ended.job;
      hear({ kind: "notice", text: `${title}: ${error ? `${status}: ${error}` : status}` });
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
  let process: string | null = null;
  for (let newest = 0; ;) {
    const { agent } = await findAgent(fleet, reference, call);
    const now = await processOf(fleet, agent, call);
    if (now === null) {
      hear({ kind: "notice", text: "The workspace does not run; its log goes on when it does." });
    } else {
      if (now !== process) {
        // A restart replaces the process, and its log begins anew.
        hear({ kind: "reset" });
        process = now;
        newest = 0;
      }
      const lines = await fleet.deployment.workspaceAgents.logs(process, call, newest);
      newest = lines.at(-1)?.id ?? newest;
      const parts = lines.map((line) => {
        const { id, created_at: time, level: label, output: text } = line;
        return { id, time, label, text };
      });
      hear({ kind: "parts", parts });
    }
    await sleep(POLL_MS, call.signal);
  }
}

/** Id of the workspace agent that runs; null while none does. */
async function processOf(fleet: Fleet, agent: Agent, call: Call): Promise<string | null> {
  const { id, workspaceAgentId } = loggingWorkspace(agent);
  if (workspaceAgentId !== null) return workspaceAgentId;
  const workspace = await fleet.deployment.workspaces.find({ kind: "id", id }, call);
  return workspace === undefined ? null : (workspaceAgentsOf(workspace)[0]?.id ?? null);
}
