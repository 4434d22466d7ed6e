import {
  LOG_FORMATS,
  LOG_LEVELS,
  OUTPUT_MODES,
  type Configuration,
  type ServerConfiguration,
} from "../../models/configuration";
import { resolveCredentials } from "./credentials";
import { readDotenv, type StartedFrom } from "./dotenv";
import { readEnvironment, type GivenSettings } from "./given";
import { audit, policy } from "./policy";
import { SETTINGS } from "./settings";
import { certificates, choice, deploymentUrl, duration, isOn, list, proxyUrl, searchFilter } from "./values";

/**
 * The configuration from flags, environment and `.env`, in this precedence, checked without any network.
 * @throws ConfigurationError
 */
export function loadConfiguration(
  flags: GivenSettings,
  from: StartedFrom,
  platform: NodeJS.Platform = process.platform,
): Configuration {
  const given = collectSettings(flags, from);
  const credentials = resolveCredentials(given, isOn(given.allowHttp), {
    environment: from.environment,
    platform,
  });
  return { ...serverConfiguration(given, credentials.url), token: credentials.token };
}

/** What is set, each setting by whoever comes first: a flag, the environment, `.env`. */
export function collectSettings(flags: GivenSettings, from: StartedFrom): GivenSettings {
  const given = { ...readDotenv(from), ...readEnvironment(from.environment), ...flags };
  // A bad address is said before a missing token.
  if (given.url !== undefined) deploymentUrl(given.url, isOn(given.allowHttp));
  return given;
}

/**
 * All that does not say who calls.
 * @throws ConfigurationError
 */
export function serverConfiguration(given: GivenSettings, url: string): ServerConfiguration {
  const { caFile } = given;
  const recorded = audit(given);
  return {
    url,
    toolChoice: {
      toolsets: list(given.toolsets),
      tools: list(given.tools),
      excludeTools: list(given.excludeTools) ?? [],
      readOnly: isOn(given.readOnly),
    },
    output: choice(given.output, OUTPUT_MODES, "both"),
    workspaceFilter: searchFilter(given.workspaceFilter, SETTINGS.workspaceFilter.allowed),
    timeoutMs: duration(given.timeout, 60_000, SETTINGS.timeout.allowed),
    policy: policy(given),
    ...(recorded === undefined ? {} : { audit: recorded }),
    logLevel: choice(given.logLevel, LOG_LEVELS, "warn"),
    logFormat: choice(given.logFormat, LOG_FORMATS, "text"),
    proxy: {
      ...(given.httpProxy === undefined ? {} : { httpProxy: proxyUrl(given.httpProxy) }),
      ...(given.httpsProxy === undefined ? {} : { httpsProxy: proxyUrl(given.httpsProxy) }),
      ...(given.noProxy === undefined ? {} : { noProxy: given.noProxy.value }),
    },
    ...(caFile === undefined ? {} : { ca: certificates(caFile, SETTINGS.caFile.allowed) }),
  };
}
