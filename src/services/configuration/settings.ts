import { LOG_LEVELS, OUTPUT_MODES } from "../../models/configuration";

/**
 * One setting and the three ways it comes in: a flag of the command line, the environment, a VS Code setting
 * (`coderFleet.<key>`). The help text and the README's table are made from these rows.
 */
export interface Setting {
  /** Without the dashes. Absent where a value must not stand in the arguments, which other users can see. */
  readonly flag?: string;
  /** Heard in this order; an empty value counts as not set. */
  readonly environment: readonly [string, ...string[]];
  /** `switch` is true or false and takes no value as a flag; `list` is separated by commas. */
  readonly kind: "text" | "url" | "path" | "list" | "switch" | "duration" | "choice";
  readonly allowed: string;
  readonly description: string;
  readonly default?: string;
  /** Its value is never printed. */
  readonly secret?: true;
  /** Whether a `.env` file may set it. What decides whom we trust or talk through may not. */
  readonly dotenv: boolean;
  /**
   * Scope of the VS Code setting; null where there is none (secrets have their own store). Nothing here may be
   * set by a workspace.
   */
  readonly scope: "application" | "machine" | null;
}

const HTTP_URL = "an https:// address, or http:// for loopback";
const PROXY_URL = "an http://, https:// or socks5:// address";

export const SETTINGS = {
  url: {
    flag: "url",
    environment: ["CODER_URL"],
    kind: "url",
    allowed: HTTP_URL,
    description: "Address of the Coder deployment.",
    dotenv: true,
    scope: "machine",
  },
  token: {
    environment: ["CODER_SESSION_TOKEN"],
    kind: "text",
    allowed: "a Coder session token",
    description: "Session token for the deployment. There is no flag: arguments are visible to others.",
    secret: true,
    dotenv: true,
    scope: null,
  },
  tokenFile: {
    flag: "token-file",
    environment: ["CODER_SESSION_TOKEN_FILE"],
    kind: "path",
    allowed: "a readable file that holds a session token",
    description: "File that holds the session token, used where CODER_SESSION_TOKEN is not set.",
    dotenv: true,
    scope: null,
  },
  coderConfigDir: {
    environment: ["CODER_CONFIG_DIR"],
    kind: "path",
    allowed: "the configuration directory of the coder command line",
    description: "Where `coder login` keeps its login, used where no token is given.",
    dotenv: true,
    scope: null,
  },
  toolsets: {
    flag: "toolsets",
    environment: ["CODER_FLEET_TOOLSETS"],
    kind: "list",
    allowed: "names of toolsets, or all",
    description: "Toolsets to offer.",
    default: "all but classic and template-admin",
    dotenv: true,
    scope: "machine",
  },
  tools: {
    flag: "tools",
    environment: ["CODER_FLEET_TOOLS"],
    kind: "list",
    allowed: "names of tools",
    description: "Tools to offer: these only, or besides --toolsets where that is given too.",
    dotenv: true,
    scope: "machine",
  },
  excludeTools: {
    flag: "exclude-tools",
    environment: ["CODER_FLEET_EXCLUDE_TOOLS"],
    kind: "list",
    allowed: "names of tools",
    description: "Tools not to offer, whatever else says so.",
    dotenv: true,
    scope: "machine",
  },
  readOnly: {
    flag: "read-only",
    environment: ["CODER_FLEET_READ_ONLY"],
    kind: "switch",
    allowed: "true or false",
    description: "Offer only tools that change nothing.",
    default: "false",
    dotenv: true,
    scope: "machine",
  },
  output: {
    flag: "output",
    environment: ["CODER_FLEET_OUTPUT"],
    kind: "choice",
    allowed: OUTPUT_MODES.join(" or "),
    description: "What results hold: text and structured content, or text only.",
    default: "both",
    dotenv: true,
    scope: "machine",
  },
  workspaceFilter: {
    flag: "workspace-filter",
    environment: ["CODER_FLEET_WORKSPACE_FILTER"],
    kind: "text",
    allowed: "Coder search syntax such as owner:me",
    description: "Agents and workspaces outside this search do not exist for any tool.",
    dotenv: true,
    scope: "machine",
  },
  timeout: {
    flag: "timeout",
    environment: ["CODER_FLEET_TIMEOUT", "CODER_MCP_HTTP_TIMEOUT"],
    kind: "duration",
    allowed: "a duration from 100ms to 1h such as 60s or 2m (a bare number is seconds)",
    description: "Longest a tool call may take; tools that wait on purpose have their own limit.",
    default: "60s",
    dotenv: true,
    scope: "machine",
  },
  logLevel: {
    flag: "log-level",
    environment: ["CODER_FLEET_LOG_LEVEL", "CODER_MCP_LOG_LEVEL"],
    kind: "choice",
    allowed: LOG_LEVELS.join(", "),
    description: "What is written to stderr.",
    default: "warn",
    dotenv: true,
    scope: "machine",
  },
  caFile: {
    flag: "ca-file",
    environment: ["CODER_FLEET_CA_FILE"],
    kind: "path",
    allowed: "a readable PEM file with certificates",
    description: "Certificates to trust besides the default ones. Verification cannot be turned off.",
    dotenv: false,
    scope: "machine",
  },
  httpsProxy: {
    environment: ["https_proxy", "HTTPS_PROXY"],
    kind: "url",
    allowed: PROXY_URL,
    description: "Proxy for https addresses.",
    dotenv: false,
    scope: null,
  },
  httpProxy: {
    environment: ["http_proxy", "HTTP_PROXY"],
    kind: "url",
    allowed: PROXY_URL,
    description: "Proxy for http addresses.",
    dotenv: false,
    scope: null,
  },
  noProxy: {
    environment: ["no_proxy", "NO_PROXY"],
    kind: "text",
    allowed: "host names separated by commas",
    description: "Hosts that are reached without a proxy.",
    dotenv: false,
    scope: null,
  },
  allowHttp: {
    flag: "allow-http",
    environment: ["CODER_FLEET_ALLOW_HTTP"],
    kind: "switch",
    allowed: "true or false",
    description: "Accept plain http for hosts that are not loopback. The token then travels unencrypted.",
    default: "false",
    dotenv: false,
    scope: "application",
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;

/** The table as rows, in the order people read it. */
export function settingRows(): readonly (readonly [SettingKey, Setting])[] {
  // Object.entries loses the keys' type; they are exactly the literal's.
  return (Object.keys(SETTINGS) as SettingKey[]).map((key) => [key, SETTINGS[key]] as const);
}
