/** Tells the log about each attempt of a request. */
import { FleetError, type UpstreamDetails } from "../models/errors";
import type { RequestLogEvent } from "./options";

/**
 * Runs one attempt and reports how it ended.
 * @param run calls `seen` with the status and request id of an answer it liked
 */
export async function logged<T>(
  log: ((event: RequestLogEvent) => void) | undefined,
  about: Pick<RequestLogEvent, "method" | "path" | "attempt">,
  run: (seen: (details: UpstreamDetails) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let details: UpstreamDetails = {};
  let failure: FleetError | undefined;
  try {
    return await run((seen) => {
      details = seen;
    });
  } catch (error) {
    if (error instanceof FleetError) failure = error;
    throw error;
  } finally {
    const { status, requestId } = failure?.details ?? details;
    log?.({
      ...about,
      durationMs: performance.now() - started,
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(failure === undefined ? {} : { error: failure.reason }),
    });
  }
}
