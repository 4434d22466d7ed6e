import type { ServerConfiguration } from "../models/configuration";
import type { Fleet } from "../services/fleet";
import type { FleetConfiguration } from "../services/openFleet";
import { callScope } from "./callScope";
import { instructions } from "./instructions";
import { createLog, type Log } from "./log";
import { openSafeguards } from "./safeguards/safeguards";
import type { ServerIdentity, ServerOptions } from "./server";
import { openTelemetry } from "./telemetry";
import { checkToolsets, isDefault, selectTools } from "./toolSelection";

/**
 * What every transport serves: the tools, loaded when a client first asks for them where nobody has chosen among them.
 * @param secrets never written to the log
 * @throws ConfigurationError for a toolset or tool there is none of, or an audit log that cannot be written
 */
export async function serverOptions(
  configuration: ServerConfiguration,
  identity: ServerIdentity,
  secrets: readonly string[],
): Promise<ServerOptions> {
  const { toolChoice, logLevel, logFormat, output, timeoutMs } = configuration;
  const allTools = once(async () => (await import("../tools/registry")).allTools);
  const tools = once(async () => selectTools(await allTools(), toolChoice));
  checkToolsets(toolChoice);
  // What was chosen can be checked, and told, from the registry only.
  const chosen = isDefault(toolChoice) ? undefined : await tools();
  const log = createLog({ level: logLevel, format: logFormat, secrets });
  const telemetry = await openTelemetry(process.env, identity.version, log);
  return {
    identity,
    output,
    timeoutMs,
    log,
    safeguards: await openSafeguards(configuration, log),
    ...(telemetry === undefined ? {} : { telemetry }),
    instructions: instructions((tool) => chosen === undefined || chosen.has(tool)),
    tools,
    allToolNames: async () => (await allTools()).map((tool) => tool.name),
  };
}

/** Opens the configured deployment with a token. */
export async function openLoggedFleet(configuration: FleetConfiguration, log: Log): Promise<Fleet> {
  const { openFleet } = await import("../services/openFleet");
  return openFleet(
    configuration,
    ({ method, path, ...rest }) => {
      if (rest.requestId !== undefined) callScope.getStore()?.requestIds.add(rest.requestId);
      log("debug", "request", { method, path, ...rest, durationMs: Math.round(rest.durationMs) });
    },
    (about) => callScope.getStore()?.span?.request(about),
  );
}

/** Remembers the answer of a question that always has the same. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
