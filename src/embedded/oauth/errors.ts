import { ReplyError } from "../http/errors";
import { json } from "../http/reply";

type Problem =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_target"
  | "invalid_client_metadata"
  | "unsupported_response_type"
  | "unsupported_grant_type";

/** A refusal in OAuth2's form. */
export function oauthError(error: Problem, description: string, status = 400): ReplyError {
  return new ReplyError({
    ...json({ error, error_description: description }, status),
    ...(status === 401 ? { headers: { "WWW-Authenticate": 'Basic realm="coder"' } } : {}),
  });
}

export const unknownClient = (): ReplyError =>
  oauthError("invalid_client", "The client credentials are invalid", 401);

export const invalidQuery = (field: string, detail: string): ReplyError =>
  oauthError("invalid_request", `Invalid query params: field: ${field} detail: ${detail}`);
