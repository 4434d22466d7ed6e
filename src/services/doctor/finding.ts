import { FleetError } from "../../models/errors";

/** What the doctor looks at, in this order. */
export type CheckName =
  | "node"
  | "configuration"
  | "proxy"
  | "dns"
  | "tls"
  | "deployment"
  | "clock"
  | "token"
  | "rights"
  | "agents"
  | "websocket"
  | "clients";

/** What one check found. `note`: works, but somebody should know; `skipped`: an earlier failure left it open. */
export interface Finding {
  readonly check: CheckName;
  readonly status: "ok" | "note" | "failed" | "skipped";
  /** One sentence. */
  readonly message: string;
  /** What to do; only where something is to be done. */
  readonly hint?: string;
}

/** All is well. */
export const ok = (check: CheckName, message: string): Finding => ({ check, status: "ok", message });

/** It works, but somebody should know. */
export const note = (check: CheckName, message: string, hint?: string): Finding => ({
  check,
  status: "note",
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** It does not work. */
export const failed = (check: CheckName, message: string, hint: string): Finding => ({
  check,
  status: "failed",
  message,
  hint,
});

/** An earlier failure left it open. */
export const skipped = (check: CheckName, because: string): Finding => ({
  check,
  status: "skipped",
  message: `Not checked: ${because}.`,
});

/** What an error of the deployment or of the way to it means for a check. Other errors are thrown on. */
export function failure(check: CheckName, error: unknown): Finding {
  if (!(error instanceof FleetError)) throw error;
  return failed(check, error.message, error.hint);
}
