import type { ServerContext } from "@modelcontextprotocol/server";
import type { Progress } from "../models/call";
import type { Principal } from "./principal";
import type { TraceContext } from "./telemetry/types";

/** The caller's side of one call. */
export interface Caller {
  readonly principal: Principal;
  /** What the client calls itself, with its version; absent where it has not said. */
  readonly client?: string | undefined;
  /** The way to ask the person in front of the client; absent where the client has none. */
  readonly dialogue?: ServerContext | undefined;
  /** The trace that the request belongs to, as it says. */
  readonly trace?: TraceContext;
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}
