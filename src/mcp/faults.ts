import type { Log } from "./log";

/** A fault in one call must not end the others: whatever nobody has caught is logged, and the process goes on. */
export function surviveFaults(log: Log): void {
  const survive = (error: unknown): void => {
    log("error", "unexpected", { error: error instanceof Error ? error.stack : String(error) });
  };
  process.on("uncaughtException", survive);
  process.on("unhandledRejection", survive);
}
