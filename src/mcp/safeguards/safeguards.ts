import type { Configuration, Policy } from "../../models/configuration";
import type { Log } from "../log";
import { Auditor } from "./auditor";
import { Confirmation } from "./confirmation";

/** What stands between a caller and a tool in this process: the same for every tool, transport and caller. */
export interface Safeguards {
  readonly policy: Policy;
  /** Absent where it is left to clients to ask a person. */
  readonly confirmation?: Confirmation;
  /** Absent where nothing is recorded. */
  readonly auditor?: Auditor;
}

/** @throws ConfigurationError where the audit log cannot be written */
export function openSafeguards(
  { policy, audit }: Pick<Configuration, "policy" | "audit">,
  log: Log,
): Safeguards {
  return {
    policy,
    ...(policy.confirm === "always" ? { confirmation: new Confirmation(policy.stateSecret) } : {}),
    ...(audit === undefined ? {} : { auditor: new Auditor(audit, log) }),
  };
}
