/** When a failed request is made again: only where that cannot do anything twice, and never past its deadline. */
import { setTimeout as sleep } from "node:timers/promises";
import { FleetError } from "../models/errors";
import type { Deadline } from "./deadline";
import { canceledError, isIdempotent } from "./networkErrors";
import type { HttpMethod } from "./routes";

/** Attempts in all. */
const MAX_ATTEMPTS = 4;
/** First pause, in milliseconds; each further one is twice as long. */
const FIRST_PAUSE_MS = 250;

/**
 * Runs `attempt`, again after connection errors, 429, 502, 503 and 504 where the method is idempotent. Waits
 * as long as `Retry-After` says, else with jittered exponential back-off. Gives up at once, with the
 * attempt's own error, where the wait would not end before the deadline.
 */
export async function withRetries<T>(
  method: HttpMethod,
  deadline: Deadline,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const pauseMs = pauseBefore(number + 1, error);
      if (!isIdempotent(method) || pauseMs === undefined || pauseMs >= deadline.remainingMs) throw error;
      await pause(pauseMs, deadline, error);
    }
  }
}

/** Undefined where there is no further attempt. */
function pauseBefore(number: number, error: unknown): number | undefined {
  // A timeout is retryable for the caller, but here it means that the deadline has passed.
  if (number > MAX_ATTEMPTS || !(error instanceof FleetError) || !error.retryable) return undefined;
  if (error.reason === "timeout") return undefined;
  const backOff = FIRST_PAUSE_MS * 2 ** (number - 2) * (0.5 + Math.random() / 2);
  const asked = error.details?.retryAfterSeconds;
  return asked === undefined ? backOff : asked * 1000 + backOff;
}

async function pause(ms: number, deadline: Deadline, error: unknown): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: deadline.signal });
  } catch {
    throw deadline.passed === "canceled" ? canceledError() : error;
  }
}
