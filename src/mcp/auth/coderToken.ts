import { ConfigurationError } from "../../models/configuration";
import { Unauthorized } from "./authenticator";
import { bearerToken, isPlausibleToken } from "./bearer";
import type { CoderTokenReader } from "./coderCallers";
import type { OAuthOffer } from "./oauthOffer";

const SESSION_TOKEN =
  "send your Coder session token in the header Coder-Session-Token (/cli-auth of the deployment shows one)";

/** Not a Bearer challenge: a client that hears one looks for an OAuth2 server that is not there. */
const CHALLENGE = 'Coder-Session-Token realm="coder-fleet"';

/**
 * Takes a caller's Coder token from the header Coder uses itself, and where OAuth2 is offered also as a Bearer
 * token.
 */
export function coderTokenReader(offer: OAuthOffer | null): CoderTokenReader {
  const challenge = (problem?: "invalid_token"): string =>
    offer === null ? CHALLENGE : offer.challenge(problem);
  return {
    async read({ headers }) {
      const token = headers["coder-session-token"];
      if (token !== undefined) {
        if (typeof token === "string" && isPlausibleToken(token)) return token;
        throw new Unauthorized(
          "malformed_header",
          `This is no session token; ${SESSION_TOKEN}.`,
          challenge(),
        );
      }
      if (headers.authorization === undefined) {
        const way = offer === null ? SESSION_TOKEN : `sign in with OAuth2, or ${SESSION_TOKEN}`;
        throw new Unauthorized(
          "missing_token",
          `This server acts with your own rights: ${way}.`,
          challenge(),
        );
      }
      await checkOffered(offer);
      return bearerToken(headers.authorization);
    },
    refused: () =>
      new Unauthorized(
        "invalid_token",
        `Coder does not accept this token: it is wrong, expired or meant for another address; ${SESSION_TOKEN}.`,
        challenge("invalid_token"),
      ),
  };
}

/** @throws Unauthorized that says why no Bearer token is taken */
async function checkOffered(offer: OAuthOffer | null): Promise<void> {
  let reason = "tokens that Coder issues are for its own address, and this server stands at another";
  try {
    if (offer !== null) {
      await offer.resource();
      return;
    }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    reason = error.message;
  }
  throw new Unauthorized(
    "invalid_token",
    `No Bearer token is taken here: ${reason}. Instead ${SESSION_TOKEN}.`,
    CHALLENGE,
  );
}
