import type { Deployment } from "../deployment";
import { HttpError } from "../http/errors";
import type { HttpRoute, Route } from "../http/route";
import { approve, askConsent } from "./authorize";
import { resourceMetadata, serverMetadata } from "./metadata";
import { register } from "./register";
import { issueTokens, revoke } from "./tokens";

const ROUTES: readonly Omit<HttpRoute, "auth">[] = [
  { method: "GET", path: "/.well-known/oauth-protected-resource", handler: resourceMetadata },
  // Whatever follows, the answer is the same.
  { method: "GET", path: "/.well-known/oauth-protected-resource/{rest*}", handler: resourceMetadata },
  { method: "GET", path: "/.well-known/oauth-authorization-server", handler: serverMetadata },
  { method: "POST", path: "/oauth2/register", handler: register },
  { method: "GET", path: "/oauth2/authorize", handler: askConsent },
  { method: "POST", path: "/oauth2/authorize", handler: approve },
  { method: "POST", path: "/oauth2/tokens", handler: issueTokens },
  { method: "POST", path: "/oauth2/revoke", handler: revoke },
];

const hasOAuth = ({ options }: Deployment): boolean => options.accessUrl !== undefined;

/** Coder as OAuth2 provider, with dynamic client registration on (recorded in 2.36.1/oauth-flow). */
export const oauthRoutes: readonly Route[] = ROUTES.map(({ handler, ...route }) => ({
  ...route,
  auth: "none",
  isServed: ({ generation }) => !generation.old,
  handler(context) {
    if (hasOAuth(context.deployment)) return handler(context);
    throw new HttpError(
      403,
      "OAuth2 Provider Functionality functionality requires enabling the 'oauth2' experiment.",
    );
  },
}));
