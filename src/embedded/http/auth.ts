import type { IncomingMessage } from "node:http";
import type { Deployment } from "../deployment";
import { sameAudience } from "../oauth/state";
import type { Session } from "./context";
import { HttpError } from "./errors";

const cookieName = "coder_session_token";

/** Where Coder looks for a session token, in its order. */
export function tokenOf(request: IncomingMessage, url: URL): string | null {
  const header = request.headers["coder-session-token"];
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const cookie = (request.headers.cookie ?? "")
    .split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  return (
    [cookie, url.searchParams.get(cookieName), typeof header === "string" ? header : undefined, bearer].find(
      (candidate) => candidate !== undefined && candidate !== null && candidate !== "",
    ) ?? null
  );
}

/**
 * The session of a token.
 * @throws HttpError 401 with Coder's words for a missing, malformed, unknown or expired token
 */
export function authenticate(deployment: Deployment, token: string | null): Session {
  if (token === null) {
    throw signedOut(deployment, `Cookie "${cookieName}" or query parameter must be provided.`);
  }
  const parts = token.split("-");
  const [id, secret] = parts;
  if (parts.length !== 2) {
    const problem = `incorrect amount of API key parts, expected 2 got ${parts.length}`;
    throw signedOut(deployment, `Invalid API key format: ${problem}`);
  }
  if (id?.length !== 10) {
    throw signedOut(
      deployment,
      `Invalid API key format: invalid API key ID length, expected 10 got ${id?.length ?? 0}`,
    );
  }
  if (secret?.length !== 22) {
    throw signedOut(
      deployment,
      `Invalid API key format: invalid API key secret length, expected 22 got ${secret?.length ?? 0}`,
    );
  }
  const key = deployment.store.tokens.get(id);
  if (key?.secret !== secret) throw signedOut(deployment, "API key is invalid.");
  const now = Date.now();
  if (key.expiresAt <= now) {
    throw signedOut(deployment, `API key expired at "${new Date(key.expiresAt).toISOString()}".`);
  }
  if (key.audience !== undefined && !sameAudience(key.audience, deployment.accessUrl)) {
    throw new HttpError(403, "Token audience validation failed", undefined, undefined, {
      "WWW-Authenticate": challenge(
        deployment,
        "insufficient_scope",
        "The request requires higher privileges than provided by the access token",
      ),
    });
  }
  key.lastUsedAt = now;
  const user = deployment.store.user(key.userId);
  user.lastSeenAt = now;
  return { user, token: key };
}

function signedOut(deployment: Deployment, detail: string): HttpError {
  return new HttpError(
    401,
    "You are signed out or your session has expired. Please sign in again to continue.",
    detail,
    undefined,
    { "WWW-Authenticate": challenge(deployment, "invalid_token", "The access token has expired") },
  );
}

function challenge({ accessUrl }: Deployment, error: string, description: string): string {
  const metadata = `${accessUrl}/.well-known/oauth-protected-resource`;
  return `Bearer realm="coder", error="${error}", error_description="${description}", resource_metadata="${metadata}"`;
}
