import type { HttpConfiguration } from "../../models/configuration";
import type { Fleet } from "../../services/fleet";
import { anonymousCallers } from "../auth/anonymous";
import type { Authenticator } from "../auth/authenticator";
import { CoderCallers } from "../auth/coderCallers";
import { coderTokenReader } from "../auth/coderToken";
import { knownTokens } from "../auth/knownTokens";
import { OAuthOffer } from "../auth/oauthOffer";
import { accessToken, openTokenFile } from "../auth/tokenFile";
import { openTokensFile } from "../auth/tokensFile";
import type { Log } from "../log";
import { once } from "../serverOptions";

/** Opens the deployment with a token; asks nothing of the network. */
export type OpenFleet = (token: string) => Promise<Fleet>;

export interface Access {
  readonly authenticator: Authenticator;
  /** Null where signing in with OAuth2 is not offered. */
  readonly offer: OAuthOffer | null;
  /** For questions that anybody may ask of the deployment. */
  readonly publicFleet: () => Promise<Fleet>;
  /** An access token that has just been made: for the terminal of whoever started us, and nowhere else. */
  readonly freshToken: string | null;
}

/**
 * Who may call, as `--auth` says.
 * @throws ConfigurationError for a token file that cannot be used
 */
export function openAccess({ auth, publicUrl }: HttpConfiguration, open: OpenFleet, log: Log): Access {
  if (auth.mode === "coder") {
    const publicFleet = once(() => open(""));
    const offer = publicUrl === null ? null : new OAuthOffer(publicUrl, publicFleet);
    const authenticator = new CoderCallers(coderTokenReader(offer), open);
    return { authenticator, offer, publicFleet, freshToken: null };
  }
  const ownFleet = once(() => open(auth.ownToken));
  const access = { offer: null, publicFleet: ownFleet, freshToken: null };
  switch (auth.mode) {
    case "none":
      return { ...access, authenticator: anonymousCallers(ownFleet) };
    case "token": {
      const { token, fresh } =
        auth.value === null ? openTokenFile(auth.file) : { token: accessToken(auth.value), fresh: null };
      return { ...access, authenticator: knownTokens(() => [token], ownFleet), freshToken: fresh };
    }
    case "tokens":
      return { ...access, authenticator: knownTokens(openTokensFile(auth.file, log), ownFleet) };
  }
}
