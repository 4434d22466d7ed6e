import { createHash } from "node:crypto";
import { newId, secretText } from "../state/random";
import type { Store } from "../state/store";
import type { Token } from "../state/types";

const HOUR_MS = 3_600_000;
/** Recorded: 86,399 seconds are left when the answer is written. */
const ACCESS_MS = 24 * HOUR_MS;
const REFRESH_MS = 30 * 24 * HOUR_MS;
const CODE_MS = 600_000;

/** An app that registered itself (RFC 7591). */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** Only the first of what was registered counts. */
  readonly redirectUri: string;
}

/** A code that can be changed for a token once. */
export interface Code {
  readonly text: string;
  readonly clientId: string;
  readonly userId: string;
  readonly challenge: string;
  /** As it was sent at authorize; has to be sent again for the token. */
  readonly redirectUri: string | null;
  readonly resource: string | null;
  readonly expiresAt: number;
}

/** What a user gave a client; there is one for each pair at most, a new one ends the old. */
export interface Grant {
  readonly clientId: string;
  readonly userId: string;
  readonly resource: string | null;
  readonly token: Token;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

const pair = ({ clientId, userId }: { readonly clientId: string; readonly userId: string }): string =>
  `${clientId} ${userId}`;

/** The OAuth2 clients, codes and grants of a deployment. Access tokens are ordinary tokens in its store. */
export class OAuthState {
  readonly clients = new Map<string, OAuthClient>();
  readonly #codes = new Map<string, Code>();
  readonly #grants = new Map<string, Grant>();

  register(name: string, redirectUri: string): OAuthClient {
    const client = { id: newId(), secret: `coder_${secretText(10)}_${secretText(40)}`, name, redirectUri };
    this.clients.set(client.id, client);
    return client;
  }

  /** A new code for this client and user; the one before it counts no more. */
  authorize(wanted: Omit<Code, "text" | "expiresAt">): Code {
    const code = {
      ...wanted,
      text: `coder_${secretText(10)}_${secretText(40)}`,
      expiresAt: Date.now() + CODE_MS,
    };
    this.#codes.set(pair(code), code);
    return code;
  }

  code(clientId: string, text: string): Code | undefined {
    return [...this.#codes.values()].find(
      (code) => code.clientId === clientId && code.text === text && code.expiresAt > Date.now(),
    );
  }

  /** Turns a code into a grant. */
  redeem(code: Code, store: Store): Grant {
    this.#codes.delete(pair(code));
    return this.#issue(code, store);
  }

  grantOf(refreshToken: string): Grant | undefined {
    return [...this.#grants.values()].find(
      (grant) => grant.refreshToken === refreshToken && grant.refreshExpiresAt > Date.now(),
    );
  }

  /** Both tokens anew; the old ones end at once. */
  refresh(grant: Grant, store: Store): Grant {
    return this.#issue(grant, store);
  }

  /** Ends a grant by either of its tokens; another client's stays. */
  revoke(clientId: string, token: string, store: Store): void {
    for (const [key, grant] of this.#grants) {
      const own = grant.refreshToken === token || `${grant.token.id}-${grant.token.secret}` === token;
      if (!own || grant.clientId !== clientId) continue;
      this.#grants.delete(key);
      store.tokens.delete(grant.token.id);
    }
  }

  #issue(
    { clientId, userId, resource }: Pick<Grant, "clientId" | "userId" | "resource">,
    store: Store,
  ): Grant {
    const key = pair({ clientId, userId });
    const old = this.#grants.get(key);
    if (old !== undefined) store.tokens.delete(old.token.id);
    const now = Date.now();
    const token: Token = {
      id: secretText(10),
      secret: secretText(22),
      userId,
      name: `${userId}_${clientId}_oauth_session_token`,
      loginType: "oauth2_provider_app",
      createdAt: now,
      expiresAt: now + ACCESS_MS,
      lastUsedAt: now,
      lifetimeSeconds: ACCESS_MS / 1000,
      scope: "all",
      ...(resource === null ? {} : { audience: resource }),
    };
    store.tokens.set(token.id, token);
    const refreshToken = `coder_${secretText(10)}_${secretText(40)}`;
    const grant = { clientId, userId, resource, token, refreshToken, refreshExpiresAt: now + REFRESH_MS };
    this.#grants.set(key, grant);
    return grant;
  }
}

/** Proof that whoever asks for the token is who asked for the code (RFC 7636, S256). */
export function provesChallenge(verifier: string, challenge: string): boolean {
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}

/** Addresses as Coder compares them: `http://HOST:80/a/../` is `http://host`. */
export function sameAudience(a: string, b: string): boolean {
  const plain = (text: string): string => new URL(text).href.replace(/\/$/, "");
  return URL.canParse(a) && URL.canParse(b) && plain(a) === plain(b);
}
