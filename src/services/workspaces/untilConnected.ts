import type { Call } from "../../models/call";
import type { Workspace } from "../../models/coder/workspace";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { sleep } from "../../repositories/sleep";

/** Longest wait for the workspace agent of a started workspace to connect, in milliseconds. */
const CONNECT_WAIT_MS = 300_000;
/** Between two looks at it, in milliseconds. */
const POLL_MS = 1_000;

/**
 * Waits, with progress, until the workspace agent of a workspace that was just started is connected.
 * @returns the workspace as it is then, or as it is after five minutes
 */
export async function untilConnected(
  fleet: Fleet,
  workspace: Workspace,
  isConnected: (workspace: Workspace) => boolean,
  call: Call,
): Promise<Workspace> {
  const { id, name } = workspace;
  const report = progressReporter(call);
  const deadline = Date.now() + CONNECT_WAIT_MS;
  for (;;) {
    const found = await fleet.deployment.workspaces.find({ kind: "id", id }, call);
    const ready = found !== undefined && isConnected(found);
    if (ready || Date.now() >= deadline) return found ?? workspace;
    report(`${name}: waiting for its workspace agent`);
    await sleep(POLL_MS, call.signal);
  }
}
