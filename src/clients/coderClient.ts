/** HTTP and WebSocket to one Coder deployment with one token. Knows routes and errors, nothing about fleets. */
import type { Agent } from "node:http";
import type * as z from "zod";
import type { Call } from "../models/call";
import { CoderApiError, FleetError, type UpstreamDetails } from "../models/errors";
import { isJson, type Answer } from "./answer";
import { Deadline } from "./deadline";
import { networkError } from "./networkErrors";
import type { CoderClientOptions, RequestLogEvent, RequestOptions } from "./options";
import { parseAnswer } from "./parseAnswer";
import { openAgent } from "./proxyAgent";
import { requestUrl } from "./requestUrl";
import { unexpectedAnswer, upstreamDetails } from "./responseErrors";
import { withRetries } from "./retry";
import type { Route } from "./routes";
import { exchange, type Success } from "./transport";

export type { CoderClientOptions, RequestLogEvent, RequestOptions, Subject } from "./options";

const DEFAULT_TIMEOUT_MS = 30_000;

/** Every method throws `FleetError`s only: models/errors.ts, mapped in responseErrors.ts and networkErrors.ts. */
export class CoderClient {
  readonly url: string;
  readonly #options: CoderClientOptions;
  /** Made at the first request: start-up stays cheap. */
  #agent: Promise<Agent> | undefined;

  constructor(options: CoderClientOptions) {
    this.url = options.url;
    this.#options = options;
  }

  /** A request whose JSON answer is read through `schema`. */
  async json<S extends z.ZodType>(
    route: Route,
    options: RequestOptions & { schema: S },
    call: Call,
  ): Promise<z.output<S>> {
    return this.#request(route, options, call, async ({ answer, text }) => {
      const details = upstreamDetails(answer);
      if (!isJson(answer)) throw unexpectedAnswer(route, notJson(answer), details);
      return parseAnswer(await text(), options.schema, route, details);
    });
  }

  /** A request whose answer has nothing to read. */
  async empty(route: Route, options: RequestOptions, call: Call): Promise<void> {
    await this.#request(route, options, call, ({ text }) => text());
  }

  /**
   * Whether the deployment has a route: any JSON answer but "Route not found." counts, an HTML page does not.
   * 401, 429, 5xx and network errors throw: they tell nothing.
   */
  async probe(route: Route, options: RequestOptions, call: Call): Promise<"present" | "absent"> {
    try {
      return await this.#request(route, options, call, ({ answer, discard }) => {
        discard();
        return Promise.resolve(isJson(answer) ? "present" : "absent");
      });
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      if (error.reason === "unsupported_by_deployment") return "absent";
      if (refusedByRoute(error)) return "present";
      throw error;
    }
  }

  /** Ends idle connections; the client can still be used. */
  close(): void {
    void this.#agent?.then((agent) => {
      agent.destroy();
    });
    this.#agent = undefined;
  }

  async #request<T>(
    route: Route,
    options: RequestOptions,
    call: Call,
    read: (success: Success) => Promise<T>,
  ): Promise<T> {
    const url = requestUrl(this.url, route, options);
    const place = { origin: url.origin, method: route.method };
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const deadline = new Deadline(
      call.signal,
      options.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    try {
      return await withRetries(route.method, deadline, (attempt) =>
        this.#logged({ method: route.method, path: url.pathname, attempt }, async (seen) => {
          try {
            const agent = await this.#openAgent(url);
            const { signal } = deadline;
            const { subject } = options;
            const identity = this.#options;
            const success = await exchange({ route, url, body, subject, identity, agent, signal });
            seen(upstreamDetails(success.answer));
            return await read(success);
          } catch (error) {
            throw networkError(error, place, deadline);
          }
        }),
      );
    } finally {
      deadline.end();
    }
  }

  async #openAgent(url: URL): Promise<Agent> {
    return (this.#agent ??= openAgent(url, this.#options));
  }

  async #logged<T>(
    about: Pick<RequestLogEvent, "method" | "path" | "attempt">,
    run: (seen: (details: UpstreamDetails) => void) => Promise<T>,
  ): Promise<T> {
    const { log } = this.#options;
    if (log === undefined) return run(() => undefined);
    const started = performance.now();
    let details: UpstreamDetails | undefined;
    let failure: FleetError | undefined;
    try {
      return await run((seen) => (details = seen));
    } catch (error) {
      if (error instanceof FleetError) failure = error;
      throw error;
    } finally {
      const { status, requestId } = failure?.details ?? details ?? {};
      log({
        ...about,
        durationMs: performance.now() - started,
        ...(status === undefined ? {} : { status }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(failure === undefined ? {} : { error: failure.reason }),
      });
    }
  }
}

function notJson(answer: Answer): string {
  return `${answer.contentType === "" ? "no content type" : "another content type"} instead of JSON`;
}

/** An error that only a route that exists can answer. */
function refusedByRoute(error: FleetError): boolean {
  const status = error.details?.status ?? 0;
  const tellsNothing = error.code === "AUTHENTICATION_FAILED" || error.reason === "rate_limited";
  return (
    status >= 400 && status < 500 && !tellsNothing && !(error instanceof CoderApiError && status === 407)
  );
}
