import type { Context } from "../http/context";
import { json, type Reply } from "../http/reply";

/** Some of the scopes Coder names; none has an effect. */
const SCOPES = [
  "coder:all",
  "coder:workspaces.access",
  "coder:workspaces.operate",
  "task:read",
  "workspace:read",
];

/** Every address comes from the access URL, whatever the way the request took. */
export function resourceMetadata({ deployment: { accessUrl } }: Context): Reply {
  return json({
    resource: accessUrl,
    authorization_servers: [accessUrl],
    scopes_supported: SCOPES,
    bearer_methods_supported: ["header", "query"],
  });
}

/** What the authorization server can do (RFC 8414). */
export function serverMetadata({ deployment: { accessUrl } }: Context): Reply {
  return json({
    issuer: accessUrl,
    authorization_endpoint: `${accessUrl}/oauth2/authorize`,
    token_endpoint: `${accessUrl}/oauth2/tokens`,
    registration_endpoint: `${accessUrl}/oauth2/register`,
    revocation_endpoint: `${accessUrl}/oauth2/revoke`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: SCOPES,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
}
