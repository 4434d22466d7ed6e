import type { AuditConfiguration, Configuration, Policy } from "../../models/configuration";
import type { Log } from "../log";
import type { Auditor } from "./auditor";
import type { Confirmation } from "./confirmation";

/** What stands between a caller and a tool in this process: the same for every tool, transport and caller. */
export interface Safeguards {
  readonly policy: Policy;
  /** Absent where it is left to clients to ask a person. */
  readonly confirmation?: Confirmation;
  /** Absent where nothing is recorded. */
  readonly auditor?: Auditor;
}

/**
 * Reads what is not wanted in most servers only where it is.
 * @throws ConfigurationError where the audit log cannot be written
 */
export async function openSafeguards(
  { policy, audit }: Pick<Configuration, "policy" | "audit">,
  log: Log,
): Promise<Safeguards> {
  return {
    policy,
    ...(policy.confirm === "always" ? { confirmation: await openConfirmation(policy) } : {}),
    ...(audit === undefined ? {} : { auditor: await openAuditor(audit, log) }),
  };
}

async function openConfirmation({ stateSecret }: Policy): Promise<Confirmation> {
  const late = await import("./confirmation");
  return new late.Confirmation(stateSecret);
}

async function openAuditor(options: AuditConfiguration, log: Log): Promise<Auditor> {
  const late = await import("./auditor");
  return new late.Auditor(options, log);
}
