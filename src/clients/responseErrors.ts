/** Coder's error answers (facts: recorded on real servers) as the errors of models/errors.ts. */
import {
  AgentNotFoundError,
  AuthenticationError,
  CoderApiError,
  NetworkError,
  ValidationError,
  type CoderApiReason,
  type FleetError,
  type FleetErrorInit,
  type UpstreamDetails,
} from "../models/errors";
import { isJson, type Answer } from "./answer";
import type { Subject } from "./options";
import type { Route } from "./routes";
import type { CoderErrorBody } from "./errorBody";

/** Which request was answered. */
export interface Asked {
  readonly route: Route;
  readonly subject?: Subject | undefined;
}

const UNKNOWN_ROUTE = "Route not found.";

/** True where the deployment has no such route: JSON "Route not found.", 405, or its dashboard instead. */
export function isUnknownRoute(answer: Answer, body: CoderErrorBody | undefined, route: Route): boolean {
  if (answer.status === 405 || body?.message === UNKNOWN_ROUTE) return true;
  if (isJson(answer) || isProxied(route)) return false;
  return answer.status === 404 || (answer.status < 300 && /^text\/html\b/i.test(answer.contentType));
}

/** Path apps and the terminal answer HTML pages of their own: about the workspace, not about the route. */
function isProxied(route: Route): boolean {
  return route.path.startsWith("/@") || route.path.endsWith("/pty");
}

/** The error for any answer but the wanted one. */
export function responseError(answer: Answer, body: CoderErrorBody | undefined, asked: Asked): FleetError {
  const details = upstreamDetails(answer, body);
  const what = describe(asked);
  if (isUnknownRoute(answer, body, asked.route)) return unsupported(asked.route, details);
  const said = sentence(what, answer, body);
  const init = (hint: string, retryable = false): FleetErrorInit => ({
    message: said,
    hint,
    retryable,
    details,
  });

  switch (answer.status) {
    case 401:
      return signedOut(details);
    case 403:
    case 428:
      return forbidden(init);
    case 404:
    case 410:
      return isJson(answer) || !isProxied(asked.route)
        ? missing(asked, details)
        : new ValidationError("wrong_state", {
            message: `${what} cannot be reached: its workspace agent is not connected, or it is not there for this token.`,
            hint: "Wait until the workspace runs and its agent is connected, or start it first.",
            details,
          });
    case 407:
      return new NetworkError("unreachable", {
        message: "The proxy wants other credentials (407).",
        hint: "Check the user name and password in the proxy setting.",
        details,
      });
    case 409:
      return /already exists/i.test(body?.message ?? "")
        ? new ValidationError("conflict", init("Choose another name, or use what exists."))
        : new ValidationError(
            "wrong_state",
            init("Look at the present state, and try again once it allows this."),
          );
    case 412:
      return new ValidationError("wrong_state", init("The state changed meanwhile: look at it again."));
    case 429: {
      const seconds = details.retryAfterSeconds;
      const when = seconds === undefined ? "in a minute" : `in ${seconds} s`;
      return new CoderApiError("rate_limited", init(`Try again ${when}, and less often.`, true));
    }
    default:
      return otherError(answer, asked, body, init);
  }
}

type Init = (hint: string, retryable?: boolean) => FleetErrorInit;

function otherError(answer: Answer, asked: Asked, body: CoderErrorBody | undefined, init: Init): FleetError {
  const { status } = answer;
  if (status === 400 && !isJson(answer) && isProxied(asked.route)) {
    return new ValidationError("wrong_state", init("Start the workspace first: it is not running."));
  }
  if (status >= 400 && status < 500) {
    return new ValidationError("bad_argument", init("Correct what Coder names and call again."));
  }
  if (status >= 500) {
    // Coder 2.26 to 2.36 answer some missing permissions with 500 and the policy engine's words.
    if (/\brbac: forbidden\b/i.test(body?.detail ?? "")) return forbidden(init);
    const passing = status === 502 || status === 503 || status === 504;
    const hint = passing
      ? "Try again shortly; if it stays, look at the deployment's health."
      : "Give the request id to the deployment's operator: the cause is in the server's log.";
    return new CoderApiError("server_error", init(hint, passing));
  }
  return unexpectedAnswer(asked.route, `status ${status}`, upstreamDetails(answer, body));
}

/** Coder answered, but not in the form this client knows. `found` says what was there instead. */
export function unexpectedAnswer(route: Route, found: string, details?: UpstreamDetails): CoderApiError {
  return apiError("unexpected_answer", {
    message: `Coder's answer to ${route.method} ${route.path} is not what was expected: ${found}.`,
    hint: "Check that CODER_URL names a Coder deployment and no proxy in between changes its answers; a much newer Coder may need a newer Coder Fleet.",
    ...(details === undefined ? {} : { details }),
  });
}

/** 401, or a redirect to the login page where Coder sends people instead. */
export function signedOut(details: UpstreamDetails): AuthenticationError {
  return new AuthenticationError({
    message: "Coder does not accept the session token: it is missing, wrong or expired.",
    hint: "Sign in again: set CODER_SESSION_TOKEN to a new token, or run `coder login`.",
    details,
  });
}

function unsupported(route: Route, details: UpstreamDetails): CoderApiError {
  return apiError("unsupported_by_deployment", {
    message: `This Coder deployment does not offer ${route.method} ${route.path}.`,
    hint: "Its version or its settings lack this feature; use another way or ask its operator.",
    details,
  });
}

function forbidden(init: Init): CoderApiError {
  return apiError("permission_denied", init("Ask an administrator of the deployment for this permission."));
}

function apiError(reason: CoderApiReason, init: FleetErrorInit): CoderApiError {
  return new CoderApiError(reason, init);
}

/** Coder answers alike whether a thing does not exist or may not be seen. */
function missing(asked: Asked, details: UpstreamDetails): FleetError {
  const message = `${describe(asked)} does not exist, or this token may not see it.`;
  switch (asked.subject?.kind) {
    case "agent":
    case "task":
      return new AgentNotFoundError("missing_agent", {
        message,
        hint: "Call list_agents to see the agents there are; others' are named owner/name.",
        details,
      });
    case "workspace":
      return new AgentNotFoundError("missing_workspace", {
        message,
        hint: "List the workspaces to see what there is; others' are named owner/name.",
        details,
      });
    case "template":
      return new ValidationError("missing_template", {
        message,
        hint: "List the templates to see what there is.",
        details,
      });
    case "build":
    case "user":
    case "workspace agent":
    case undefined:
      return apiError("unexpected_answer", { message, hint: "Look up its present id or name.", details });
  }
}

function describe({ route, subject }: Asked): string {
  return subject === undefined ? `${route.method} ${route.path}` : `${subject.kind} '${subject.name}'`;
}

/** One sentence with everything Coder said, so that a reader of the text alone knows what to correct. */
function sentence(what: string, answer: Answer, body: CoderErrorBody | undefined): string {
  if (body === undefined) return `Coder answered ${answer.status} for ${what}.`;
  const fields = body.validations.map(({ field, detail }) => `${field}: ${detail}`);
  const detail = body.detail === undefined || body.message.includes(body.detail) ? [] : [body.detail];
  const more = [...detail, ...fields].join("; ");
  return `Coder answered ${answer.status} for ${what}: ${body.message}${more === "" ? "" : ` (${more})`}`;
}

/** What of an answer is carried along with an error. */
export function upstreamDetails(answer: Answer, body?: CoderErrorBody): UpstreamDetails {
  return {
    status: answer.status,
    ...(body?.detail === undefined ? {} : { detail: body.detail }),
    ...(body === undefined || body.validations.length === 0 ? {} : { validations: body.validations }),
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    ...(answer.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: answer.retryAfterSeconds }),
  };
}
