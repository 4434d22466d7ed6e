/** Tells the log and the trace about each attempt of a request. */
import { FleetError, type UpstreamDetails } from "../models/errors";
import type { CoderClientOptions, RequestLogEvent, RequestTrace, TracedRequest } from "./options";

/**
 * Runs one attempt and reports how it ended.
 * @param run sends the headers along, and calls `seen` with the status and request id of an answer it liked
 */
export async function logged<T>(
  { log, trace }: Pick<CoderClientOptions, "log" | "trace">,
  about: TracedRequest,
  run: (seen: (details: UpstreamDetails) => void, headers: RequestTrace["headers"]) => Promise<T>,
): Promise<T> {
  const traced = trace?.(about);
  const started = performance.now();
  let details: UpstreamDetails = {};
  let failure: FleetError | undefined;
  try {
    return await run((seen) => {
      details = seen;
    }, traced?.headers ?? {});
  } catch (error) {
    if (error instanceof FleetError) failure = error;
    throw error;
  } finally {
    const { status, requestId } = failure?.details ?? details;
    const event: RequestLogEvent = {
      ...about,
      durationMs: performance.now() - started,
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(failure === undefined ? {} : { error: failure.reason }),
    };
    log?.(event);
    traced?.end(event);
  }
}
