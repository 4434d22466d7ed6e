/** Memory of a process, from Linux' own accounting. */
import { readFileSync } from "node:fs";

const field = (pid, name) => {
  const line = readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"));
  return Number(line[1]) / 1024;
};

/** Resident memory now, in MB. */
export const residentMb = (pid) => field(pid, "VmRSS");

/** The most it ever had, in MB. */
export const peakMb = (pid) => field(pid, "VmHWM");
