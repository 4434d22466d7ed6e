import type { Context } from "../http/context";
import { empty, html, text, type Reply } from "../http/reply";
import { invalidQuery, oauthError, unknownClient } from "./errors";
import type { OAuthClient } from "./state";

const KNOWN = [
  ...["response_type", "client_id", "redirect_uri", "state", "scope", "resource"],
  ...["code_challenge", "code_challenge_method"],
];

/** The page that asks the user; without a session the way to the login. */
export function askConsent(context: Context): Reply {
  if (context.session === null) return toLogin(context);
  const { name } = readRequest(context).client;
  const plain = name.replace(/[<>&"']/g, "");
  return html(
    `<!doctype html><title>Authorize</title><p>Allow ${plain} to have full access to your account?</p>`,
  );
}

/** The user agrees, here only by their token in a header: cookies need a page that guards them. */
export function approve(context: Context): Reply {
  if (context.session === null) return toLogin(context);
  if (context.request.headers.cookie !== undefined) {
    return text(
      "Something is wrong with your CSRF token. Please refresh the page. If this error persists, try clearing your cookies.\n",
      400,
    );
  }
  const { client, redirectUri, challenge, resource } = readRequest(context);
  const code = context.deployment.oauth.authorize({
    clientId: client.id,
    userId: context.user.id,
    challenge,
    redirectUri,
    resource,
  });
  const target = new URL(client.redirectUri);
  target.searchParams.set("code", code.text);
  const state = context.query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return { ...empty(302), headers: { Location: target.href } };
}

function toLogin({ url }: Context): Reply {
  const redirect = encodeURIComponent(url.pathname + url.search);
  return { ...empty(303), headers: { Location: `/login?message=&redirect=${redirect}` } };
}

interface AuthorizeRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string | null;
  readonly challenge: string;
  readonly resource: string | null;
}

/** @throws ReplyError for a request that Coder refuses, in its words */
function readRequest({ query, deployment }: Context): AuthorizeRequest {
  const client = deployment.oauth.clients.get(query.get("client_id") ?? "");
  if (client === undefined) throw unknownClient();
  for (const name of new Set(query.keys())) {
    if (!KNOWN.includes(name)) throw invalidQuery(name, `"${name}" is not a valid query param`);
    const { length } = query.getAll(name);
    if (length > 1) {
      throw invalidQuery(
        name,
        `Query param "${name}" provided more than once, found ${length} times. Only provide 1 instance of this query param.`,
      );
    }
  }
  const redirectUri = query.get("redirect_uri");
  if (redirectUri !== null && redirectUri !== client.redirectUri) {
    throw invalidQuery("redirect_uri", `Query param "redirect_uri" must exactly match ${client.redirectUri}`);
  }
  const resource = query.get("resource");
  if (resource !== null && (!URL.canParse(resource) || resource.includes("#"))) {
    throw invalidQuery("resource", "must be an absolute URI without fragment");
  }
  if (query.get("response_type") !== "code") {
    throw oauthError("unsupported_response_type", "Only response_type=code is supported");
  }
  const challenge = query.get("code_challenge") ?? "";
  if (challenge === "") {
    throw invalidQuery("code_challenge", 'Query param "code_challenge" is required and cannot be empty');
  }
  const method = query.get("code_challenge_method") ?? "S256";
  if (method !== "S256") {
    throw oauthError("invalid_request", `code_challenge_method '${method}' is not supported; use 'S256'`);
  }
  return { client, redirectUri, challenge, resource };
}
