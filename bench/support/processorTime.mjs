/** Processor time of a process, from Linux' own accounting. */
import { readFileSync } from "node:fs";

/** Of the clock Linux counts in. */
const TICKS_PER_SECOND = 100;

/** Time a process has run so far on all cores, in user code and for it in the kernel, in seconds. */
export function processorSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the command's name in parentheses, may hold spaces; user and kernel time are 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
