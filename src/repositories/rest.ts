import { setTimeout as delay } from "node:timers/promises";
import type { Call } from "../models/call";
import { NetworkError } from "../models/errors";

/**
 * Waits between two looks, in milliseconds.
 * @throws NetworkError(canceled) as soon as the call is cancelled
 */
export async function rest(milliseconds: number, { signal }: Call): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new NetworkError("canceled", { message: "The call was canceled.", hint: "Call again.", cause });
  }
}
