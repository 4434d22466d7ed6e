import type { Configuration, Policy } from "../models/configuration";
import { ValidationError } from "../models/errors";
import { VERSION } from "../models/version";
import { openDeployment } from "../repositories/openDeployment";
import { filterProblem } from "../models/workspaceFilter";
import type { Fleet } from "./fleet";

/** One attempt of a request, as it is told to a log: no token, query or body. */
export type RequestLog = NonNullable<Parameters<typeof openDeployment>[0]["log"]>;

/** Follows the attempts of requests, as `RequestLog` hears of them when they have ended. */
export type RequestTracing = NonNullable<Parameters<typeof openDeployment>[0]["trace"]>;
export type TracedRequest = Parameters<RequestTracing>[0];
export type RequestTrace = NonNullable<ReturnType<RequestTracing>>;
export type RequestLogEvent = Parameters<RequestLog>[0];

/** What of a configuration a fleet rests on. */
export type FleetConfiguration = Pick<Configuration, "url" | "token" | "proxy" | "ca" | "workspaceFilter"> & {
  readonly policy?: Pick<Policy, "allowedTemplates">;
};

/**
 * The fleet a configuration describes. Asks nothing of the network yet.
 * @throws ValidationError(bad_argument) for a workspace filter that could be got round.
 */
export function openFleet(
  configuration: FleetConfiguration,
  log?: RequestLog,
  trace?: RequestTracing,
): Promise<Fleet> {
  const { url, token, proxy, ca, workspaceFilter } = configuration;
  const problem = workspaceFilter === null ? null : filterProblem(workspaceFilter);
  if (problem !== null) {
    return Promise.reject(
      new ValidationError("bad_argument", {
        message: `The workspace filter of this server cannot be used. ${problem}`,
        hint: "The operator has to correct --workspace-filter, e.g. owner:me.",
      }),
    );
  }
  return Promise.resolve({
    deployment: openDeployment({
      url,
      token,
      proxy,
      ...(ca === undefined ? {} : { ca }),
      ...(log === undefined ? {} : { log }),
      ...(trace === undefined ? {} : { trace }),
      userAgent: `coder-fleet/${VERSION}`,
    }),
    workspaceFilter,
    allowedTemplates: configuration.policy?.allowedTemplates ?? null,
  });
}
