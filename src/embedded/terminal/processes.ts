import { readdirSync, readFileSync } from "node:fs";

/**
 * Kills every process whose environment says it belongs to the workspace with this folder (HOME), also those
 * that left their process group or were started in the background. Where /proc is missing nothing is found and
 * only the process groups of the terminals end.
 */
export function endProcessesOf(home: string): void {
  const mark = `\0HOME=${home}\0`;
  for (const pid of processIds()) {
    if (`\0${environmentOf(pid)}\0`.includes(mark)) kill(pid);
  }
}

/** Kills a process and the group it leads; one that is gone is fine. */
export function endProcessGroup(pid: number): void {
  if (pid <= 0) return;
  kill(-pid);
  kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

function processIds(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    // Another user's, or gone.
    return "";
  }
}
