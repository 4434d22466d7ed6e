/** What a caller of the Coder client says about the deployment and about one request. */
import type { ErrorReason } from "../models/errors";

/** Proxies as the configuration names them; the client never reads the environment itself. */
export interface ProxyOptions {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  /** Hosts that are reached directly: `host`, `.suffix`, `host:port`, separated by commas, or `*`. */
  readonly noProxy?: string;
}

/** One attempt of a request, for logs: never a token, a query or a body. */
export interface RequestLogEvent {
  readonly method: string;
  /** Path without its query. */
  readonly path: string;
  /** 1 for the first, growing with each retry. */
  readonly attempt: number;
  readonly durationMs: number;
  /** HTTP status; absent where no answer came. */
  readonly status?: number;
  readonly requestId?: string;
  /** Why the attempt failed; absent where it did not. */
  readonly error?: ErrorReason;
}

/** Which attempt is about to be made. */
export type TracedRequest = Pick<RequestLogEvent, "method" | "path" | "attempt">;

/** An attempt that is followed. */
export interface RequestTrace {
  /** Sent along, so that the deployment can continue the trace. */
  readonly headers: Readonly<Record<string, string>>;
  end(event: RequestLogEvent): void;
}

/** A deployment, as whom it is asked, and how. */
export interface CoderClientOptions {
  /** Origin, with a path prefix where there is one, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  /** `coder-fleet/<version>`. */
  readonly userAgent: string;
  /** Limit on each request together with its retries, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  readonly proxy?: ProxyOptions;
  /** PEM text of certificates that are trusted besides the default ones. */
  readonly ca?: string;
  readonly log?: (event: RequestLogEvent) => void;
  /** Asked before each attempt; undefined where it is not followed. */
  readonly trace?: (about: TracedRequest) => RequestTrace | undefined;
}

/** What a request is about, so that its errors can name it. */
export interface Subject {
  readonly kind: "agent" | "workspace" | "template" | "build" | "user" | "workspace agent" | "task";
  readonly name: string;
}

/** A file to send. */
interface UploadedFile {
  readonly contentType: string;
  readonly content: Buffer;
}

/** What fills a route, and what is sent. */
export interface RequestOptions {
  /** The `{x}` of the route; encoded by `path.ts`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly file?: UploadedFile;
  readonly subject?: Subject;
  /** Instead of the client's own limit, in milliseconds. */
  readonly timeoutMs?: number;
}
