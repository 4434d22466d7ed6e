import type { FleetError } from "../../models/errors";

/** Why a call may have its effect, or what it got instead. */
export type Decision = "allowed" | "confirmed" | "asked" | "dry_run" | "refused";

/** The record of one call: the intent before its effect, the outcome after it. */
export interface CallRecord {
  /** @throws ValidationError(policy_denied) where it cannot be written: then there must be no effect */
  begin(decision: Decision): void;
  /** Absent: it did what it should. A call that was refused before it began gets one record. */
  end(failure: FleetError | undefined, requestIds: ReadonlySet<string>): void;
}

/** For servers that record nothing. */
export const NO_RECORD: CallRecord = { begin: () => undefined, end: () => undefined };
