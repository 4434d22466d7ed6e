import type { McpHttpHandler } from "@modelcontextprotocol/server";
import type { Server } from "node:http";
import type { Log } from "../log";
import type { InFlight } from "./inFlight";
import type { Readiness } from "./readiness";

export interface Running {
  readonly listener: Server;
  readonly handler: Pick<McpHttpHandler, "close">;
  readonly inFlight: InFlight;
  readonly readiness: Readiness;
  /** How long calls under way may take to end, in milliseconds. */
  readonly graceMs: number;
  readonly log: Log;
  /** Frees what is left when the last call has ended. */
  release(): Promise<void>;
}

/** On SIGTERM or SIGINT takes no more requests, lets those under way finish and ends; a second one ends at once. */
export function endOnSignal(running: Running): void {
  let ending = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (ending) process.exit(1);
    ending = true;
    void end(running, signal);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}

async function end(running: Running, signal: string): Promise<void> {
  const { listener, handler, inFlight, readiness, graceMs, log } = running;
  log("info", "ending", { signal });
  readiness.end();
  listener.close();
  const overdue = setTimeout(() => {
    log("warn", "calls cut off", { afterMs: graceMs });
    process.exit(0);
  }, graceMs);
  await inFlight.none();
  clearTimeout(overdue);
  try {
    await handler.close();
    await running.release();
  } finally {
    process.exit(0);
  }
}
