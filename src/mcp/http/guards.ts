import type { IncomingMessage } from "node:http";
import { isLoopback } from "../../services/configuration/values";
import { HttpRefusal } from "./refusal";

/** Names of this computer for itself. */
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

const isAnyAddress = (host: string): boolean => host === "0.0.0.0" || host === "::";

export interface GuardOptions {
  /** The address we listen at. */
  readonly host: string;
  readonly publicUrl: URL | null;
  /** Host names, or `name:port`. */
  readonly allowedHosts: readonly string[];
  /** Origins as browsers send them. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Which names and which web pages a request may come by. A page of another site can reach a server on this
 * computer by a name of its own (DNS rebinding); the name then is in Host, the page in Origin.
 */
export class Guards {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;
  readonly #localPages: boolean;

  constructor({ host, publicUrl, allowedHosts, allowedOrigins }: GuardOptions) {
    const local = isLoopback(host) || isAnyAddress(host);
    this.#localPages = isLoopback(host);
    this.#hosts = new Set([
      ...(local ? LOOPBACK_NAMES : [host.includes(":") ? `[${host}]` : host]),
      ...(publicUrl === null ? [] : [publicUrl.host, publicUrl.hostname]),
      ...allowedHosts.map((name) => name.toLowerCase()),
    ]);
    this.#origins = new Set([...allowedOrigins, ...(publicUrl === null ? [] : [publicUrl.origin])]);
  }

  /** @throws HttpRefusal 403 for a Host or Origin that is not ours, 400 for a header that says two things */
  check(request: IncomingMessage): void {
    const { host, origin } = request.headers;
    const repeated = repeatedHeader(request.rawHeaders);
    if (repeated !== undefined) throw new HttpRefusal(400, `Send the header ${repeated} once.`);
    if (!this.#isAllowedHost(host)) {
      throw new HttpRefusal(
        403,
        "This server does not answer to the Host of this request; its operator can name it with --allowed-hosts.",
      );
    }
    if (origin !== undefined && !this.#isAllowedOrigin(origin)) {
      throw new HttpRefusal(
        403,
        "Web pages of this Origin may not use this server; its operator can name it with --allowed-origins.",
      );
    }
  }

  /** Headers that let the page of an origin that was named read an answer; none for every other. */
  corsHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
    const { origin } = request.headers;
    if (this.#origins.size === 0) return {};
    if (origin === undefined || !this.#origins.has(origin)) return { Vary: "Origin" };
    return {
      Vary: "Origin",
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Expose-Headers": "WWW-Authenticate, Retry-After",
    };
  }

  #isAllowedHost(host: string | undefined): boolean {
    if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return false;
    const address = `http://${host}`;
    if (!URL.canParse(address)) return false;
    const { hostname } = new URL(address);
    return this.#hosts.has(hostname) || this.#hosts.has(host.toLowerCase());
  }

  #isAllowedOrigin(origin: string): boolean {
    if (this.#origins.has(origin)) return true;
    return this.#localPages && URL.canParse(origin) && LOOPBACK_NAMES.includes(new URL(origin).hostname);
  }
}

/** Node keeps the first of these and drops the others; a proxy in front of us may have gone by another one. */
const ONCE = new Set(["host", "authorization", "content-type"]);

/** @param raw names and values in turn */
function repeatedHeader(raw: readonly string[]): string | undefined {
  const names = raw.flatMap((text, index) => (index % 2 === 0 ? [text.toLowerCase()] : []));
  return names.find((name, index) => ONCE.has(name) && names.indexOf(name) < index);
}

/** What the preflight of an allowed page is told. */
export const PREFLIGHT_HEADERS = {
  "Access-Control-Allow-Methods": "POST",
  "Access-Control-Allow-Headers":
    "Authorization, Coder-Session-Token, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name",
  "Access-Control-Max-Age": "600",
} as const;
