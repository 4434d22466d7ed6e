/**
 * Every failure a caller can see, as one typed hierarchy. The class says who must act, `reason` says what
 * happened, `hint` says what to do next. Messages never hold tokens, upstream HTML or stack traces.
 */

/** The five codes clients of Fleet MCP know. A failed tool call's text begins with one of them. */
export type ErrorCode =
  "AGENT_NOT_FOUND" | "AUTHENTICATION_FAILED" | "NETWORK_ERROR" | "VALIDATION_ERROR" | "CODER_API_ERROR";

/** Of AGENT_NOT_FOUND. */
export type NotFoundReason = "missing_agent" | "missing_workspace";
/** Of NETWORK_ERROR; `canceled` besides, which is nobody's fault. */
export type NetworkReason = "unreachable" | "tls" | "timeout";
/** Of VALIDATION_ERROR. */
export type ValidationReason =
  | "bad_argument"
  | "missing_project"
  | "missing_role"
  | "missing_template"
  | "wrong_state"
  | "conflict"
  | "policy_denied"
  | "not_confirmed";
/** Of CODER_API_ERROR. */
export type CoderApiReason =
  "permission_denied" | "rate_limited" | "unsupported_by_deployment" | "server_error" | "unexpected_answer";
/** What happened, in one word. */
export type ErrorReason =
  "unauthorized" | NotFoundReason | NetworkReason | ValidationReason | CoderApiReason | "canceled";

/** What Coder said, carried along so that nothing is lost. */
export interface UpstreamDetails {
  /** HTTP status of Coder's answer. */
  readonly status?: number;
  /** Coder's `detail` text. */
  readonly detail?: string;
  /** Coder's `validations`, one per refused field. */
  readonly validations?: readonly { readonly field: string; readonly detail: string }[];
  /** `X-Coder-Request-Id` of the answer: what an operator searches the server log for. */
  readonly requestId?: string;
  /** `Retry-After` of the answer, in seconds. */
  readonly retryAfterSeconds?: number;
  /** What exists instead of what was asked for, or what is allowed. */
  readonly allowed?: readonly string[];
  /** Ids or names the caller has to choose from, or things left behind. */
  readonly related?: readonly string[];
}

/** What an error is made of. */
export interface FleetErrorInit {
  readonly message: string;
  /** The next step, as an instruction. */
  readonly hint: string;
  /** Whether the same call may succeed later without any change. */
  readonly retryable?: boolean;
  readonly details?: UpstreamDetails;
  readonly cause?: unknown;
}

/** The wire form of an error: `structuredContent.error` of a failed tool call. */
export interface ErrorPayload {
  code: ErrorCode;
  reason: ErrorReason;
  message: string;
  hint: string;
  retryable: boolean;
  details?: UpstreamDetails;
}

/** The root of the hierarchy. */
export abstract class FleetError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly reason: ErrorReason;
  readonly hint: string;
  readonly retryable: boolean;
  readonly details: UpstreamDetails | undefined;

  constructor(init: FleetErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = new.target.name;
    this.hint = init.hint;
    this.retryable = init.retryable ?? false;
    this.details = init.details;
  }

  /** The form that goes over the wire. */
  toPayload(): ErrorPayload {
    return {
      code: this.code,
      reason: this.reason,
      message: this.message,
      hint: this.hint,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** The agent or workspace does not exist, or the token may not see it (Coder answers both alike). */
export class AgentNotFoundError extends FleetError {
  override readonly code = "AGENT_NOT_FOUND";
  override readonly reason: NotFoundReason;
  constructor(reason: NotFoundReason, init: FleetErrorInit) {
    super(init);
    this.reason = reason;
  }
}

/** Coder answered 401: the token is missing, wrong or expired. */
export class AuthenticationError extends FleetError {
  override readonly code = "AUTHENTICATION_FAILED";
  override readonly reason = "unauthorized";
}

/** No answer came: unreachable host, TLS failure, timeout, or a cancelled wait. */
export class NetworkError extends FleetError {
  override readonly code = "NETWORK_ERROR";
  override readonly reason: NetworkReason | "canceled";
  constructor(reason: NetworkReason | "canceled", init: FleetErrorInit) {
    super(init);
    this.reason = reason;
  }
}

/** The caller's input or the thing's present state does not allow the call. */
export class ValidationError extends FleetError {
  override readonly code = "VALIDATION_ERROR";
  override readonly reason: ValidationReason;
  constructor(reason: ValidationReason, init: FleetErrorInit) {
    super(init);
    this.reason = reason;
  }
}

/** Coder answered, but not with what was asked for. */
export class CoderApiError extends FleetError {
  override readonly code = "CODER_API_ERROR";
  override readonly reason: CoderApiReason;
  constructor(reason: CoderApiReason, init: FleetErrorInit) {
    super(init);
    this.reason = reason;
  }
}
