import { AsyncLocalStorage } from "node:async_hooks";
import type { CallSpan } from "./telemetry/types";

/** What belongs to one tool call, wherever in it a request is sent. */
export interface CallScope {
  /** `X-Coder-Request-Id` of the answers so far: what an operator finds in Coder's log. */
  readonly requestIds: Set<string>;
  /** Absent where nothing is measured. */
  readonly span?: CallSpan | undefined;
}

/** The call that the code at hand runs for. */
export const callScope = new AsyncLocalStorage<CallScope>();
