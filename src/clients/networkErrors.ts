/** Failures without an answer from Coder, as `NetworkError`s. */
import { FleetError, NetworkError } from "../models/errors";
import type { Deadline } from "./deadline";
import type { HttpMethod } from "./routes";

const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(["GET", "PUT", "DELETE"]);

/** Whether a request that is made twice changes no more than once. */
export function isIdempotent(method: HttpMethod): boolean {
  return IDEMPOTENT.has(method);
}

/** Error codes of Node's TLS layer and of OpenSSL's certificate checks. */
const TLS_CODE =
  /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH$|INVALID_CA$)/;

/** The request surely never left this machine. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "its host name is unknown",
  EAI_AGAIN: "its host name could not be looked up",
  EHOSTUNREACH: "there is no route to its host",
  ENETUNREACH: "there is no network",
  ETIMEDOUT: "the connection timed out",
};

const CHECK_FIRST = "It is not known whether the request took effect: look at the present state first.";

/** What errors may say of a request that got no answer. */
export interface RequestPlace {
  /** Origin of the deployment. */
  readonly origin: string;
  readonly method: HttpMethod;
}

/**
 * What a thrown value of the HTTP or WebSocket library means. Errors of our own pass through. Neither the
 * library's message nor its cause is kept: they can hold addresses of proxies with their passwords.
 */
export function networkError(error: unknown, place: RequestPlace, deadline?: Deadline): FleetError {
  if (deadline?.passed === "canceled") return canceledError();
  if (error instanceof FleetError) return error;
  if (deadline?.passed === "timeout") return timeoutError(place, deadline.timeoutMs);

  const code = errorCode(error);
  if (TLS_CODE.test(code)) {
    return new NetworkError("tls", {
      message: `The secure connection to ${place.origin} failed (${code}).`,
      hint: "If the deployment uses a private certificate authority, give its PEM file with --ca-file or CODER_FLEET_CA_FILE; otherwise check the scheme, host and port of CODER_URL.",
    });
  }
  const repeatable = isIdempotent(place.method) || NEVER_SENT.has(code);
  const check = "Check that the URL is right, the deployment is up, and a proxy is set where one is needed.";
  return new NetworkError("unreachable", {
    message: `${place.origin} could not be reached: ${WORDS[code] ?? "the connection broke off"}.`,
    hint: repeatable ? check : CHECK_FIRST,
    retryable: repeatable,
  });
}

/** The caller wants the answer no more. */
export function canceledError(): NetworkError {
  return new NetworkError("canceled", {
    message: "The request was canceled by the caller.",
    hint: "Nothing to do; call again if the result is still wanted.",
  });
}

function timeoutError(place: RequestPlace, timeoutMs: number): NetworkError {
  const repeatable = isIdempotent(place.method);
  return new NetworkError("timeout", {
    message: `${place.origin} did not answer within ${timeoutMs / 1000} s.`,
    hint: repeatable ? "Try again later, or raise the limit with --timeout." : CHECK_FIRST,
    retryable: repeatable,
  });
}

/** The first error code in a chain of causes; empty where there is none. */
function errorCode(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return "";
}
