import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../models/configuration";
import type { Given, GivenSettings } from "./given";
import { SETTINGS } from "./settings";
import { deploymentUrl, fileText } from "./values";

export interface Credentials {
  readonly url: string;
  readonly token: string;
}

interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const WAYS =
  "set CODER_URL and CODER_SESSION_TOKEN (or CODER_SESSION_TOKEN_FILE), or log in with `coder login`";

/**
 * Address and token, both from the same source: the process (arguments and environment), `.env`, or the login of
 * the Coder command line. A token never goes to an address that somebody else chose.
 * @throws ConfigurationError when either is missing, unusable, or they come from different sources
 */
export function resolveCredentials(given: GivenSettings, allowHttp: boolean, machine: Machine): Credentials {
  const tokens = [given.token, given.tokenFile].filter((token) => token !== undefined);
  const [anyToken] = tokens;
  if (given.url !== undefined && anyToken !== undefined) {
    const { origin } = given.url;
    const token = tokens.find((candidate) => candidate.origin === origin);
    if (token === undefined) throw mixedSources(given.url, anyToken);
    return { url: deploymentUrl(given.url, allowHttp), token: readToken(token, token === given.tokenFile) };
  }
  if (anyToken !== undefined) {
    throw new ConfigurationError(`CODER_URL is not set, but ${anyToken.name} is; ${WAYS}`);
  }

  const directory = given.coderConfigDir?.value ?? coderConfigDirectory(machine);
  const login = readLogin(directory);
  if (login === undefined) {
    const missing =
      given.url === undefined ? "CODER_URL and CODER_SESSION_TOKEN are" : "CODER_SESSION_TOKEN is";
    throw new ConfigurationError(`${missing} not set and ${directory} holds no login; ${WAYS}`);
  }
  const url = deploymentUrl(login.url, allowHttp);
  if (given.url !== undefined && deploymentUrl(given.url, allowHttp) !== url) {
    throw new ConfigurationError(
      `${given.url.name} is ${deploymentUrl(given.url, allowHttp)}, but the login in ${directory} is for ${url}; ` +
        "set CODER_SESSION_TOKEN for that address, or `coder login` there",
    );
  }
  return { url, token: checkToken(login.session.value, login.session.name) };
}

/**
 * The address alone, where callers bring their own tokens.
 * @throws ConfigurationError when it is missing or unusable
 */
export function resolveAddress(given: GivenSettings, allowHttp: boolean, machine: Machine): string {
  const url = given.url ?? readLogin(given.coderConfigDir?.value ?? coderConfigDirectory(machine))?.url;
  if (url === undefined)
    throw new ConfigurationError("CODER_URL is not set; set it to the deployment's address");
  return deploymentUrl(url, allowHttp);
}

/**
 * The login of the Coder command line on this computer; undefined where it has none. The environment's
 * CODER_CONFIG_DIR counts.
 * @throws ConfigurationError for a login whose address or token cannot be used.
 */
export function coderLogin(allowHttp: boolean, machine: Machine): Credentials | undefined {
  const login = readLogin(machine.environment["CODER_CONFIG_DIR"] ?? coderConfigDirectory(machine));
  return login === undefined
    ? undefined
    : {
        url: deploymentUrl(login.url, allowHttp),
        token: checkToken(login.session.value, login.session.name),
      };
}

function mixedSources(url: Given, token: Given): ConfigurationError {
  return new ConfigurationError(
    `${url.name} and ${token.name} come from different sources, which could send the token to the wrong host; ` +
      "set both in the environment or both in .env",
  );
}

function readToken(given: Given, isFile: boolean): string {
  return checkToken(isFile ? fileText(given, SETTINGS.tokenFile.allowed) : given.value, given.name);
}

/** A token travels in a header: visible ASCII without spaces. Its value is never part of the message. */
function checkToken(value: string, name: string): string {
  const token = value.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ConfigurationError(
    `${name} holds no session token; allowed: one word of visible ASCII characters, as /cli-auth shows it`,
  );
}

function readLogin(directory: string): { url: Given; session: Given } | undefined {
  const read = (name: string): Given | undefined => {
    const path = join(directory, name);
    if (!existsSync(path)) return undefined;
    const value = readFileSync(path, "utf8").trim();
    return value === "" ? undefined : { value, name: path, origin: "process" };
  };
  const url = read("url");
  const session = read("session");
  return url === undefined || session === undefined ? undefined : { url, session };
}

/** Where the Coder command line keeps its login: `coderv2` in the platform's configuration folder. */
function coderConfigDirectory({ environment, platform }: Machine): string {
  switch (platform) {
    case "darwin":
      return join(homedir(), "Library", "Application Support", "coderv2");
    case "win32":
      return join(environment["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "coderv2");
    default:
      return join(environment["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "coderv2");
  }
}
