/** HTTP and WebSocket to one Coder deployment with one token. Knows routes and errors, nothing about fleets. */
import type { Agent } from "node:http";
import type * as z from "zod";
import type { Call } from "../models/call";
import { FleetError, type UpstreamDetails } from "../models/errors";
import { isJson, type Answer } from "./answer";
import { Deadline } from "./deadline";
import { networkError } from "./networkErrors";
import type { CoderClientOptions, RequestOptions } from "./options";
import { parseAnswer } from "./parseAnswer";
import { openAgent } from "./proxyAgent";
import { logged } from "./requestLog";
import { requestUrl } from "./requestUrl";
import { unexpectedAnswer, upstreamDetails } from "./responseErrors";
import { withRetries } from "./retry";
import type { Route } from "./routes";
import { exchange, type RequestBody, type Success } from "./transport";
import { openSocket } from "./upgrade";
import type { CoderSocket } from "./webSocket";

export type { CoderSocket } from "./webSocket";
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

  /** A request whose answer has nothing to read. A repeated DELETE that finds nothing more has done its work. */
  async empty(route: Route, options: RequestOptions, call: Call): Promise<void> {
    await this.#request(route, options, call, ({ text }) => text(), "");
  }

  /** The deployment's clock as it answers a request, to the second; undefined where the answer has no date. */
  async clock(route: Route, call: Call): Promise<Date | undefined> {
    return this.#request(route, {}, call, ({ answer, discard }) => {
      discard();
      return Promise.resolve(answer.date);
    });
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
    this.#agent?.then(
      (agent) => {
        agent.destroy();
      },
      // It could not be made; the request that wanted it has said why.
      () => undefined,
    );
    this.#agent = undefined;
  }

  /**
   * Opens a WebSocket. The timeout holds for the opening, the call's signal for as long as it lives. Not
   * retried: opening a terminal starts a command.
   */
  async socket(route: Route, options: RequestOptions, call: Call): Promise<CoderSocket> {
    const url = requestUrl(this.url, route, options);
    const { subject } = options;
    return this.#withDeadline(options, call, (deadline) =>
      this.#attempt(url, route, 1, deadline, async (agent, seen, traceHeaders) => {
        const identity = { ...this.#options, traceHeaders };
        const socket = await openSocket({ route, subject, url, identity, agent }, deadline, call);
        seen({ status: 101 });
        return socket;
      }),
    );
  }

  async #request<T>(
    route: Route,
    options: RequestOptions,
    call: Call,
    read: (success: Success) => Promise<T>,
    gone?: T,
  ): Promise<T> {
    const url = requestUrl(this.url, route, options);
    const { subject } = options;
    const body = requestBody(options);
    return this.#withDeadline(options, call, (deadline) =>
      withRetries(
        route.method,
        deadline,
        (number) =>
          this.#attempt(url, route, number, deadline, async (agent, seen, traceHeaders) => {
            const { signal } = deadline;
            const success = await exchange({
              route,
              url,
              body,
              subject,
              identity: { ...this.#options, traceHeaders },
              agent,
              signal,
            });
            seen(upstreamDetails(success.answer));
            return read(success);
          }),
        gone,
      ),
    );
  }

  async #withDeadline<T>(
    options: RequestOptions,
    call: Call,
    run: (deadline: Deadline) => Promise<T>,
  ): Promise<T> {
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const deadline = new Deadline(call.signal, timeoutMs);
    try {
      return await run(deadline);
    } finally {
      deadline.end();
    }
  }

  /** One attempt: logged, and whatever it throws in our own terms. */
  async #attempt<T>(
    url: URL,
    route: Route,
    attempt: number,
    deadline: Deadline,
    run: (
      agent: Agent,
      seen: (details: UpstreamDetails) => void,
      traceHeaders: Readonly<Record<string, string>>,
    ) => Promise<T>,
  ): Promise<T> {
    const { method } = route;
    return logged(this.#options, { method, path: url.pathname, attempt }, async (seen, traceHeaders) => {
      try {
        this.#agent ??= openAgent(url, this.#options);
        return await run(await this.#agent, seen, traceHeaders);
      } catch (error) {
        throw networkError(error, { origin: url.origin, method }, deadline);
      }
    });
  }
}

function requestBody({ body, file }: RequestOptions): RequestBody | undefined {
  if (file !== undefined) return file;
  return body === undefined ? undefined : { contentType: "application/json", content: JSON.stringify(body) };
}

function notJson(answer: Answer): string {
  return `${answer.contentType === "" ? "no content type" : "another content type"} instead of JSON`;
}

/** An error that only a route that exists can answer. */
function refusedByRoute(error: FleetError): boolean {
  const status = error.details?.status ?? 0;
  return status >= 400 && status < 500 && status !== 401 && status !== 407 && status !== 429;
}
