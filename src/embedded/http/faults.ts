import type { Faults } from "../deployment";

/**
 * The next planned failure for a path, used up by this call. A request is asked for twice: for dropped
 * connections when it arrives, for error answers after its headers were read.
 */
export function nextFault(
  faults: Faults,
  path: string,
  answered = false,
): Faults["failures"][number] | undefined {
  const kind = answered ? "status" : "drop";
  const index = faults.failures.findIndex((failure) => failure.kind === kind && failure.path.test(path));
  const fault = faults.failures[index];
  if (fault !== undefined && --fault.remaining <= 0) faults.failures.splice(index, 1);
  return fault;
}
