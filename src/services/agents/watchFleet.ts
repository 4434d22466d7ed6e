import type { Call } from "../../models/call";
import type { OwnerScope } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { fleetNews } from "./fleetNews";
import { type FleetSnapshot, FleetWatch } from "./fleetWatch";
import { everyAgent } from "./listAgents";

/**
 * The fleet as it is now and after each change, until the caller leaves the loop or cancels. Between two turns
 * of a slow reader changes are merged. A look that failed is told in `error`, and tried again.
 */
export async function* watchFleet(
  fleet: Fleet,
  owner: OwnerScope,
  call: Call,
): AsyncGenerator<FleetSnapshot> {
  let wake: () => void = () => undefined;
  const news = () => new Promise<void>((resolve) => (wake = resolve));
  let changed = news();
  const watch = new FleetWatch(
    (shared) => everyAgent(fleet, owner, shared),
    () => {
      wake();
    },
    (hear, shared) => fleetNews(fleet, hear, shared),
  );
  const cancel = (): void => {
    wake();
  };
  call.signal.addEventListener("abort", cancel);
  watch.start();
  try {
    for (;;) {
      await changed;
      if (call.signal.aborted) return;
      changed = news();
      yield watch.snapshot;
    }
  } finally {
    call.signal.removeEventListener("abort", cancel);
    watch.stop();
  }
}
