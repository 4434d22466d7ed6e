import type { Call } from "../../models/call";
import { FleetError } from "../../models/errors";
import type { AgentBackend, AgentChange } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { sleep } from "../../repositories/sleep";

/** First and longest pause before a broken watch is opened again, in milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Tells `hear` the news of one's own agents until the call is cancelled: from every backend that has a watch,
 * opened again after each break. Settles at once where none has; never rejects for a deployment that does not
 * answer, since whoever listens also reads the list.
 */
export async function fleetNews(
  fleet: Fleet,
  hear: (change: AgentChange) => void,
  call: Call,
): Promise<void> {
  const backends = await fleet.deployment.backends(call);
  const telling = backends.filter((backend) => backend.watch !== undefined);
  await Promise.all(telling.map((backend) => keepWatching(backend, hear, call)));
}

async function keepWatching(
  backend: AgentBackend,
  hear: (change: AgentChange) => void,
  call: Call,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!call.signal.aborted) {
    try {
      for await (const change of backend.watch?.(call) ?? []) {
        pause = FIRST_PAUSE_MS;
        hear(change);
      }
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      if (error.reason === "canceled" || error.reason === "unsupported_by_deployment") return;
    }
    try {
      await sleep(pause, call.signal);
    } catch {
      return;
    }
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
