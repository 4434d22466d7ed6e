import { isIP } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  AUTH_MODES,
  ConfigurationError,
  type AuthConfiguration,
  type HttpConfiguration,
  type ServerConfiguration,
} from "../../models/configuration";
import { resolveAddress, resolveCredentials } from "./credentials";
import type { StartedFrom } from "./dotenv";
import type { Given, GivenSettings } from "./given";
import { HTTP_SETTINGS } from "./httpSettings";
import { collectSettings, serverConfiguration } from "./loadConfiguration";
import { choice, isLoopback, isOn, list, refuse, wholeNumber } from "./values";

/** What `coder-fleet-mcp http` serves, and to whom. */
export interface HttpStart {
  readonly server: ServerConfiguration;
  readonly http: HttpConfiguration;
}

/** @throws ConfigurationError, also for an address that others reach without --auth */
export function loadHttpConfiguration(
  flags: GivenSettings,
  from: StartedFrom,
  platform: NodeJS.Platform = process.platform,
): HttpStart {
  const given = collectSettings(flags, from);
  const http = listening(given);
  const mode = authMode(given);
  if (mode === "none" && !isLoopback(http.host)) {
    throw new ConfigurationError(
      `--host=${JSON.stringify(http.host)} can be reached by others, and --auth none lets everybody in; ` +
        "allowed: --auth token, tokens or coder, or a loopback address such as 127.0.0.1",
    );
  }
  const allowHttp = isOn(given.allowHttp);
  const machine = { environment: from.environment, platform };
  if (mode === "coder") {
    const url = resolveAddress(given, allowHttp, machine);
    return { server: serverConfiguration(given, url), http: { ...http, auth: { mode } } };
  }
  const { url, token } = resolveCredentials(given, allowHttp, machine);
  return { server: serverConfiguration(given, url), http: { ...http, auth: ownTokens(given, mode, token) } };
}

type Mode = (typeof AUTH_MODES)[number];

function authMode({ auth, authEnabled }: GivenSettings): Mode {
  const standard = isOn(authEnabled) ? "token" : "none";
  const mode = choice(auth, AUTH_MODES, standard);
  if (mode === "none" && standard === "token") {
    throw new ConfigurationError("--auth none contradicts FLEET_MCP_AUTH_ENABLED=true; set one of them only");
  }
  return mode;
}

function ownTokens(given: GivenSettings, mode: Exclude<Mode, "coder">, ownToken: string): AuthConfiguration {
  switch (mode) {
    case "none":
      return { mode, ownToken };
    case "token":
      return {
        mode,
        ownToken,
        file: given.accessTokenFile?.value.trim() ?? join(homedir(), ".fleet-mcp", "auth_token"),
        value: given.accessToken === undefined ? null : accessToken(given.accessToken),
      };
    case "tokens":
      if (given.tokensFile === undefined) {
        throw new ConfigurationError(
          "--auth tokens needs --tokens-file: a JSON file of tokens with name and scope",
        );
      }
      return { mode, ownToken, file: given.tokensFile.value.trim() };
  }
}

/** Its value is never part of the message. */
function accessToken({ value, name }: Given): string {
  if (/^[\x21-\x7e]{32,512}$/.test(value.trim())) return value.trim();
  throw new ConfigurationError(`${name} is no access token; allowed: 32 to 512 visible ASCII characters`);
}

function listening(given: GivenSettings): Omit<HttpConfiguration, "auth"> {
  const { host, port, path, publicUrl, rateLimit } = given;
  return {
    host: host === undefined ? "127.0.0.1" : address(host),
    port: port === undefined ? 8000 : wholeNumber(port, 0, 65_535, HTTP_SETTINGS.port.allowed),
    path: path === undefined ? "/mcp" : urlPath(path),
    publicUrl: publicUrl === undefined ? null : publicAddress(publicUrl),
    allowedHosts: each(given.allowedHosts, HTTP_SETTINGS.allowedHosts.allowed, isHost),
    allowedOrigins: each(given.allowedOrigins, HTTP_SETTINGS.allowedOrigins.allowed, isOrigin),
    trustedProxies: each(given.trustedProxy, HTTP_SETTINGS.trustedProxy.allowed, isAddressRange),
    rateLimit:
      rateLimit === undefined ? 600 : wholeNumber(rateLimit, 1, 1_000_000, HTTP_SETTINGS.rateLimit.allowed),
  };
}

function address(given: Given): string {
  const host = given.value.trim().replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 || host === "localhost") return host;
  throw refuse(given, HTTP_SETTINGS.host.allowed, "is no address");
}

function urlPath(given: Given): string {
  const path = given.value.trim();
  if (/^(\/[\w.~-]+)+$/.test(path) && !["/health", "/ready"].includes(path)) return path;
  throw refuse(given, HTTP_SETTINGS.path.allowed, "is no path for messages");
}

function publicAddress(given: Given): URL {
  const { allowed } = HTTP_SETTINGS.publicUrl;
  const text = given.value.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw refuse(given, allowed, "is no http(s) address");
  const url = new URL(text);
  const { username, password, search, hash } = url;
  if (username + password + search + hash === "") return url;
  throw refuse(given, allowed, "holds more than host and path");
}

function each(
  given: Given | undefined,
  allowed: string,
  isGood: (entry: string) => boolean,
): readonly string[] {
  const entries = list(given) ?? [];
  if (given !== undefined && !entries.every(isGood)) throw refuse(given, allowed);
  return entries;
}

const isHost = (entry: string): boolean => /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(entry);

const isOrigin = (entry: string): boolean => URL.canParse(entry) && new URL(entry).origin === entry;

function isAddressRange(entry: string): boolean {
  const [ip = "", prefix, ...more] = entry.split("/");
  const version = isIP(ip);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
