import type { FleetError } from "../../models/errors";
import type { RequestTrace, TracedRequest } from "../../services/openFleet";

/** Where a call comes from, as its request says (W3C Trace Context). */
export interface TraceContext {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/** One tool call, as it is measured. */
export interface CallSpan {
  /** One attempt of a request to Coder on behalf of the call. */
  request(about: TracedRequest): RequestTrace;
  /** @param failure absent where it did what it should */
  end(failure: FleetError | undefined): void;
}

export interface Telemetry {
  /** The span continues the caller's trace where there is one. */
  begin(tool: string, from: TraceContext): CallSpan;
  /** Sends what has not been sent yet; waits a little for it, and never fails. */
  close(): Promise<void>;
}
