import { ConfigurationError } from "../../models/configuration";
import { CoderApiError, FleetError, NetworkError } from "../../models/errors";
import type { Fleet } from "../../services/fleet";
import { bearerChallenge } from "./bearer";

/** RFC 9728. Coder answers there too, and under every path below, with the same. */
export const METADATA_PATH = "/.well-known/oauth-protected-resource";

/** Longest time of one question to Coder, in milliseconds. */
const ASK_MS = 15_000;

/** The document of RFC 9728. Coder's own names scopes as well, which have no effect there. */
export interface ResourceMetadata {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly bearer_methods_supported: readonly string[];
  readonly resource_name: string;
}

/**
 * Signing in with OAuth2 at Coder. Coder binds its tokens to the address it is configured with and to no path of
 * it, and the protocol forbids passing on tokens that are meant for others: so it is offered only behind that very
 * address (facts measured on 2.36.1).
 */
export class OAuthOffer {
  readonly #publicUrl: URL;
  readonly #fleet: () => Promise<Fleet>;
  #resource: Promise<string> | undefined;

  /** @param fleet is asked for public things only */
  constructor(publicUrl: URL, fleet: () => Promise<Fleet>) {
    this.#publicUrl = publicUrl;
    this.#fleet = fleet;
  }

  /** Value of `WWW-Authenticate`, which leads a client to the metadata. */
  challenge(problem?: "invalid_token"): string {
    return `${bearerChallenge(problem)}, resource_metadata="${this.#publicUrl.origin}${METADATA_PATH}"`;
  }

  async metadata(): Promise<ResourceMetadata> {
    const resource = await this.resource();
    return {
      resource,
      authorization_servers: [resource],
      bearer_methods_supported: ["header"],
      resource_name: "Coder Fleet",
    };
  }

  /**
   * What Coder's tokens are for: its address. Asked until Coder has answered once.
   * @throws ConfigurationError where OAuth2 cannot be offered, with the reason
   * @throws FleetError where Coder cannot be asked now
   */
  resource(): Promise<string> {
    this.#resource ??= this.#ask().catch((error: unknown) => {
      if (!(error instanceof ConfigurationError)) this.#resource = undefined;
      throw error;
    });
    return this.#resource;
  }

  async #ask(): Promise<string> {
    const { deployment } = await this.#fleet();
    let resource: string;
    try {
      resource = await deployment.oauthResource({ signal: AbortSignal.timeout(ASK_MS) });
    } catch (error) {
      if (!(error instanceof FleetError) || isPassing(error)) throw error;
      throw this.#impossible(
        "the deployment offers no OAuth2 (its administrator can switch on the experiment oauth2)",
      );
    }
    if (!URL.canParse(resource) || new URL(resource).origin !== this.#publicUrl.origin) {
      throw this.#impossible(`Coder's tokens are for ${JSON.stringify(resource.slice(0, 200))} alone`);
    }
    return resource;
  }

  #impossible(reason: string): ConfigurationError {
    return new ConfigurationError(
      `--public-url=${this.#publicUrl.href} cannot be used with --auth coder: ${reason}; ` +
        "allowed: an address below the deployment's own, where a reverse proxy hands its path to this server, or none " +
        "(callers then send Coder-Session-Token; name the host with --allowed-hosts)",
    );
  }
}

/** Whether the same question may be answered later. */
function isPassing(error: FleetError): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof CoderApiError && (error.reason === "server_error" || error.reason === "rate_limited"))
  );
}
