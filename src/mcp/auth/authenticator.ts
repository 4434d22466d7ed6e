import type { IncomingHttpHeaders } from "node:http";
import type { Principal } from "../principal";

/** What is known of a request before its body is read. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** Whose connection it is, for limits on guessing. */
  readonly address: string;
}

/** Finds out who calls: one of the ways of `--auth`. */
export interface Authenticator {
  /**
   * @throws Unauthorized for a missing, malformed or wrong credential
   * @throws TooManyAttempts where this address has guessed too often
   * @throws FleetError where Coder has to be asked and does not answer
   */
  authenticate(credentials: Credentials): Promise<Principal>;
  /** Ends idle connections. */
  close(): void;
}

/** Fleet MCP's words for what is wrong with a credential. */
type Problem = "missing_token" | "malformed_header" | "invalid_token";

/** The credential is not accepted: status 401. `message` holds nothing of it. */
export class Unauthorized extends Error {
  readonly problem: Problem;
  /** Value of `WWW-Authenticate`. */
  readonly challenge: string;

  constructor(problem: Problem, message: string, challenge: string) {
    super(message);
    this.problem = problem;
    this.challenge = challenge;
  }
}

/** Status 429. */
export class TooManyAttempts extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("Too many wrong tokens from this address; wait before the next one.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
