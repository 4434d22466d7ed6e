import { Unauthorized } from "./authenticator";

/** Longest token that is looked at, in characters: a Coder token has 33, ours 43. */
const MAX_TOKEN = 512;

/** A token in a header: visible ASCII without spaces. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Fleet MCP's texts, which its clients may compare. */
const INVALID = "The access token is invalid or missing";
const MALFORMED = "The Authorization header format is invalid";

/** RFC 6750: a request without a credential hears no error code. */
export function bearerChallenge(problem?: "invalid_token" | "invalid_request"): string {
  return `Bearer realm="coder-fleet"${problem === undefined ? "" : `, error="${problem}"`}`;
}

/**
 * The token of an Authorization header.
 * @throws Unauthorized where there is none, or no Bearer token, or none that could be right
 */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new Unauthorized("missing_token", INVALID, bearerChallenge());
  const token = /^bearer +(.*)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw new Unauthorized("malformed_header", MALFORMED, bearerChallenge("invalid_request"));
  }
  if (!isPlausibleToken(token)) throw invalidToken();
  return token;
}

export function invalidToken(): Unauthorized {
  return new Unauthorized("invalid_token", INVALID, bearerChallenge("invalid_token"));
}

/** Whether a text can travel as a token at all. */
export function isPlausibleToken(token: string): boolean {
  return token.length <= MAX_TOKEN && TOKEN.test(token);
}
