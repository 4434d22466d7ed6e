/** What the operator decides at start (DESIGN 7), checked and complete. */

/** Least talkative first. */
export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Lines for people, or one JSON object each. */
export const LOG_FORMATS = ["text", "json"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Before something is destroyed: `client` leaves it to the client to ask a person, `always` asks from here. */
export const CONFIRM_MODES = ["client", "always"] as const;
type ConfirmMode = (typeof CONFIRM_MODES)[number];

/** `both`: text and structuredContent; `text`: text only, and no output schema is listed. */
export const OUTPUT_MODES = ["both", "text"] as const;
export type OutputMode = (typeof OUTPUT_MODES)[number];

/** Proxy addresses as the usual environment variables give them. */
interface ProxyConfiguration {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

/** Which tools are offered. Null means "not said": the default of the registry. */
export interface ToolChoice {
  readonly toolsets: readonly string[] | null;
  /** Tools offered besides those of the toolsets. */
  readonly tools: readonly string[] | null;
  readonly excludeTools: readonly string[];
  /** Only tools that change nothing. */
  readonly readOnly: boolean;
}

/** What callers may do, whatever their rights on Coder. */
export interface Policy {
  /** Names of templates, in lower case; null for all. */
  readonly allowedTemplates: readonly string[] | null;
  /** Most agents that one call may name; null for any number. */
  readonly maxAgentsPerCall: number | null;
  readonly confirm: ConfirmMode;
  /** Signs what a confirmation is for; absent: random for each process. */
  readonly stateSecret?: string;
}

/** Where and how calls are recorded. */
export interface AuditConfiguration {
  /** Files are named after it. */
  readonly file: string;
  /** Of the hash chain; absent: a chain of plain SHA-256. */
  readonly key?: string;
  /** Size of a file at which the next one begins. */
  readonly maxBytes: number;
}

/** All but the token, which over HTTP each caller may bring. */
export interface ServerConfiguration {
  /** Base address of the deployment, without a trailing slash. */
  readonly url: string;
  readonly toolChoice: ToolChoice;
  readonly output: OutputMode;
  /** Coder search syntax every agent and workspace must match; null for all the token sees. */
  readonly workspaceFilter: string | null;
  /** Longest a tool call may take, in milliseconds, unless the tool says it takes longer. */
  readonly timeoutMs: number;
  readonly policy: Policy;
  /** Absent: nothing is recorded. */
  readonly audit?: AuditConfiguration;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly proxy: ProxyConfiguration;
  /** PEM text of certificates to trust besides the default roots. */
  readonly ca?: string;
}

/** What a server over stdio, or the extension, starts from. */
export interface Configuration extends ServerConfiguration {
  /** Session token. Never in a log, a message or an argument. */
  readonly token: string;
}

/** Who may call over HTTP. */
export const AUTH_MODES = ["none", "token", "tokens", "coder"] as const;

/** With `coder` the server has no token of its own on Coder: every caller acts with theirs. */
export type AuthConfiguration =
  | { readonly mode: "none"; readonly ownToken: string }
  | {
      readonly mode: "token";
      readonly ownToken: string;
      readonly file: string;
      /** The access token itself; the file is not read then. */
      readonly value: string | null;
    }
  | { readonly mode: "tokens"; readonly ownToken: string; readonly file: string }
  | { readonly mode: "coder" };

/** What a server over HTTP listens at, and whom it lets in. */
export interface HttpConfiguration {
  /** Address to listen at. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
  readonly auth: AuthConfiguration;
  /** Where clients reach us, behind a reverse proxy. */
  readonly publicUrl: URL | null;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Addresses and CIDR ranges whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute and caller. */
  readonly rateLimit: number;
}

/**
 * The configuration cannot be used. `message` is one line that names the setting, its value (never a secret's)
 * and what is allowed; the command line ends with exit code 2 on it.
 */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message.replaceAll(/\s+/g, " "));
    this.name = "ConfigurationError";
  }
}
