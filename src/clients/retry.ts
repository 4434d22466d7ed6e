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
 * @param gone answered where a repeated DELETE finds nothing: the attempt whose answer was lost had deleted it
 */
export async function withRetries<T>(
  method: HttpMethod,
  deadline: Deadline,
  attempt: (number: number) => Promise<T>,
  gone?: T,
): Promise<T> {
  let lost = false;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      if (lost && gone !== undefined && method === "DELETE" && isGone(error)) return gone;
      const pauseMs = pauseBefore(number + 1, error);
      if (!isIdempotent(method) || pauseMs === undefined || pauseMs >= deadline.remainingMs) throw error;
      lost ||= mayHaveWorked(error);
      await pause(pauseMs, deadline, error);
    }
  }
}

function isGone(error: unknown): boolean {
  if (!(error instanceof FleetError) || error.reason === "unsupported_by_deployment") return false;
  return error.details?.status === 404 || error.details?.status === 410;
}

/** No answer came, or one of a gateway that lost Coder's own. */
function mayHaveWorked(error: unknown): boolean {
  const status = error instanceof FleetError ? error.details?.status : undefined;
  return status === undefined || status === 502 || status === 504;
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
