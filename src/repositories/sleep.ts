import { setTimeout } from "node:timers/promises";
import { NetworkError } from "../models/errors";

/**
 * Waits, in milliseconds.
 * @throws NetworkError(canceled) as soon as the signal aborts.
 */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new NetworkError("canceled", {
      message: "The call was canceled while it waited.",
      hint: "Nothing more was done; call again to go on.",
      cause,
    });
  }
}
