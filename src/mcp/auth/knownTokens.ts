import { createHash, timingSafeEqual } from "node:crypto";
import type { Fleet } from "../../services/fleet";
import { scopesUpTo, type Principal, type Scope } from "../principal";
import type { Authenticator } from "./authenticator";
import { bearerToken, invalidToken } from "./bearer";

/** A token this server knows, by its hash. */
export interface KnownToken {
  readonly name: string;
  readonly sha256: Buffer;
  readonly scope: Scope;
  /** In milliseconds since 1970; null for ever. */
  readonly expiresAt: number | null;
}

/**
 * `--auth token` and `--auth tokens`: holders of our own tokens act with the server's own rights, as far as their
 * scope goes.
 * @param tokens asked at every request, so that they can change
 */
export function knownTokens(
  tokens: () => readonly KnownToken[],
  fleet: () => Promise<Fleet>,
  now: () => number = Date.now,
): Authenticator {
  return {
    authenticate({ headers }) {
      const found = find(tokens(), bearerToken(headers.authorization));
      if (found === undefined || (found.expiresAt !== null && found.expiresAt <= now())) throw invalidToken();
      return Promise.resolve(principalOf(found, fleet));
    },
    close: () => undefined,
  };
}

export function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Takes the same time whichever token it is, and whether it is one at all. */
function find(tokens: readonly KnownToken[], token: string): KnownToken | undefined {
  const hash = sha256(token);
  let found: KnownToken | undefined;
  for (const known of tokens) {
    if (timingSafeEqual(known.sha256, hash)) found = known;
  }
  return found;
}

function principalOf({ name, scope }: KnownToken, fleet: () => Promise<Fleet>): Principal {
  return { id: `token:${name}`, name, kind: "token", scopes: scopesUpTo(scope), fleet };
}
