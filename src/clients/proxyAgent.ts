/** The connections of one client: kept alive, through a proxy where one is set, trusting an extra CA. */
import { X509Certificate } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import { isIPv6 } from "node:net";
import * as tls from "node:tls";
import type { ProxyOptions } from "./options";

/**
 * Idle connections are closed after this long, in milliseconds: sooner than servers and load balancers do,
 * so that a request is not sent into a connection that is just being closed.
 */
const IDLE_MS = 15_000;

interface AgentOptions {
  readonly proxy?: ProxyOptions | undefined;
  readonly ca?: string | undefined;
}

/** The agent for all requests and WebSockets to `origin`; `destroy()` ends its idle connections. */
export async function openAgent(origin: URL, { proxy, ca }: AgentOptions): Promise<http.Agent> {
  const options = {
    keepAlive: true,
    timeout: IDLE_MS,
    // One context for all connections: parsing the root certificates takes longer than a handshake.
    ...(ca === undefined ? {} : { secureContext: trusting(ca) }),
  };
  const proxyUrl = proxyFor(origin, proxy ?? {});
  if (proxyUrl === undefined) {
    return origin.protocol === "https:" ? new https.Agent(options) : new http.Agent(options);
  }
  const { ProxyAgent } = await import("proxy-agent");
  // Over a kept connection proxy-agent 8 sends a plain http request without the absolute URL proxies need.
  const keepAlive = origin.protocol === "https:";
  return new ProxyAgent({ ...options, keepAlive, getProxyForUrl: () => proxyUrl });
}

/** @throws Error (ERR_OSSL_…) where the text is no PEM certificate; TLS itself would pass over it in silence */
function trusting(ca: string): tls.SecureContext {
  new X509Certificate(ca);
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ca] });
}

/** The proxy for an origin; undefined where it is reached directly. */
export function proxyFor(origin: URL, proxy: ProxyOptions): string | undefined {
  const url = origin.protocol === "https:" ? proxy.httpsProxy : proxy.httpProxy;
  if (url === undefined || url === "" || isExcepted(origin, proxy.noProxy ?? "")) return undefined;
  return url;
}

/** As curl and Go read NO_PROXY: `*`, `host` (with its subdomains), `.suffix`, each with or without a port. */
function isExcepted(origin: URL, noProxy: string): boolean {
  const port = origin.port === "" ? (origin.protocol === "https:" ? "443" : "80") : origin.port;
  const host = origin.hostname.toLowerCase();
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => (isIPv6(entry) ? `[${entry}]` : entry))
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", wantedPort] = /^(?:\*?\.)?(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === "" || (wantedPort !== undefined && wantedPort !== port)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}
