import type { Context } from "../http/context";
import { json, type Reply } from "../http/reply";
import { oauthError, unknownClient } from "./errors";
import { provesChallenge, type Grant } from "./state";

const KNOWN = [
  ...["grant_type", "code", "redirect_uri", "client_id", "client_secret"],
  ...["code_verifier", "refresh_token", "resource", "scope"],
];

/** Codes and refresh tokens become access tokens. */
export async function issueTokens(context: Context): Promise<Reply> {
  const form = await readForm(context);
  if ([...form.keys()].some((name) => !KNOWN.includes(name))) throw malformed();
  const { id, secret } = clientOf(context, form);
  switch (form.get("grant_type")) {
    case "authorization_code":
      return answer(fromCode(context, form, id, secret));
    case "refresh_token":
      return answer(fromRefreshToken(context, form, id));
    default:
      throw oauthError("unsupported_grant_type", "The grant type is not supported");
  }
}

/** Answers 200 for whatever is no token of this client, too. Neither this nor a refresh asks for the secret. */
export async function revoke(context: Context): Promise<Reply> {
  const form = await readForm(context);
  const { id } = clientOf(context, form);
  context.deployment.oauth.revoke(id, form.get("token") ?? "", context.store);
  return { kind: "empty", status: 200 };
}

function fromCode(
  { deployment, store }: Context,
  form: URLSearchParams,
  id: string,
  secret: string | null,
): Grant {
  const { oauth } = deployment;
  if (secret === null) throw oauthError("invalid_request", "Missing required parameter: client_secret");
  if (oauth.clients.get(id)?.secret !== secret) throw unknownClient();
  const code = oauth.code(id, form.get("code") ?? "");
  if (code?.redirectUri !== form.get("redirect_uri")) {
    throw oauthError("invalid_grant", "The authorization code is invalid or expired");
  }
  if (!provesChallenge(form.get("code_verifier") ?? "", code.challenge)) {
    throw oauthError("invalid_grant", "The PKCE code verifier is invalid");
  }
  if (form.get("resource") !== code.resource) throw wrongResource();
  return oauth.redeem(code, store);
}

function fromRefreshToken({ deployment, store }: Context, form: URLSearchParams, id: string): Grant {
  const grant = deployment.oauth.grantOf(form.get("refresh_token") ?? "");
  if (grant?.clientId !== id) throw oauthError("invalid_grant", "The refresh token is invalid or expired");
  const resource = form.get("resource");
  if (resource !== null && resource !== grant.resource) throw wrongResource();
  return deployment.oauth.refresh(grant, store);
}

const wrongResource = () => oauthError("invalid_target", "The resource parameter is invalid");

const malformed = () =>
  oauthError("invalid_request", "The request is missing required parameters or is otherwise malformed");

function answer({ token, refreshToken }: Grant): Reply {
  return json({
    access_token: `${token.id}-${token.secret}`,
    token_type: "Bearer",
    expires_in: Math.floor((token.expiresAt - Date.now() - 1) / 1000),
    refresh_token: refreshToken,
    expiry: new Date(token.expiresAt).toISOString(),
  });
}

/** The client's id and secret, from the form or from HTTP Basic. */
function clientOf({ request }: Context, form: URLSearchParams): { id: string; secret: string | null } {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (basic !== undefined) {
    const [id = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent);
    return { id, secret };
  }
  const id = form.get("client_id");
  if (id === null) throw oauthError("invalid_request", "Missing client_id parameter");
  return { id, secret: form.get("client_secret") };
}

/** Empty for a body of another type, which then lacks everything. */
async function readForm(context: Context): Promise<URLSearchParams> {
  const body = (await context.body()).toString("utf8");
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(context.request.headers["content-type"] ?? "");
  return new URLSearchParams(isForm ? body : "");
}
