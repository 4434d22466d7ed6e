import * as z from "zod";
import type { Context } from "../http/context";
import { json, type Reply } from "../http/reply";
import { secretText } from "../state/random";
import { oauthError } from "./errors";

const requestSchema = z.object({
  client_name: z.string().default(""),
  redirect_uris: z.array(z.string()).min(1),
  grant_types: z.array(z.string()).default(["authorization_code", "refresh_token"]),
  response_types: z.array(z.string()).default(["code"]),
  token_endpoint_auth_method: z.string().default("client_secret_basic"),
  scope: z.string().optional(),
});

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** A client registers itself, without any sign-in. Every one gets a secret, also where it wants none. */
export async function register(context: Context): Promise<Reply> {
  const { deployment } = context;
  const parsed = requestSchema.safeParse(await bodyOf(context));
  if (!parsed.success) throw oauthError("invalid_client_metadata", "Invalid client metadata");
  const { redirect_uris: redirectUris, ...rest } = parsed.data;
  redirectUris.forEach(checkRedirect);
  const client = deployment.oauth.register(rest.client_name, redirectUris[0] ?? "");
  return json(
    {
      client_id: client.id,
      client_secret: client.secret,
      client_id_issued_at: Math.floor(Date.now() / 1000),
      redirect_uris: redirectUris,
      ...rest,
      registration_access_token: secretText(43),
      registration_client_uri: `${deployment.accessUrl}/oauth2/clients/${client.id}`,
    },
    201,
  );
}

function checkRedirect(uri: string, index: number): void {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url?.protocol === "http:" && !LOOPBACK.includes(url.hostname)) {
    const problem = "must use https scheme for non-localhost URLs";
    throw oauthError(
      "invalid_client_metadata",
      `invalid redirect_uris: redirect URI at index ${index} ${problem}`,
    );
  }
  if (url === null)
    throw oauthError("invalid_client_metadata", `invalid redirect_uris: redirect URI at index ${index}`);
}

async function bodyOf(context: Context): Promise<unknown> {
  try {
    return JSON.parse((await context.body()).toString("utf8"));
  } catch {
    return undefined;
  }
}
