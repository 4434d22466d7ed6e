import type { Configuration } from "../models/configuration";
import type { Fleet } from "../services/fleet";
import { createLog } from "./log";
import { scopesUpTo } from "./principal";
import type { ServerIdentity } from "./server";
import { serveOverStdio } from "./stdio";
import { checkToolsets, selectTools } from "./toolSelection";

/**
 * Serves the configured deployment over standard input and output. Tools are loaded when a client first asks for
 * them and the deployment is opened at the first call, so that a client waits for neither at start.
 * @throws ConfigurationError for a toolset or tool there is none of
 */
export async function startFleetServer(
  configuration: Configuration,
  identity: ServerIdentity,
): Promise<void> {
  const { toolChoice, logLevel, output, timeoutMs } = configuration;
  const allTools = once(async () => (await import("../tools/registry")).allTools);
  const tools = once(async () => selectTools(await allTools(), toolChoice));
  checkToolsets(toolChoice);
  // Names of tools can be checked against the registry only.
  if (toolChoice.tools !== null || toolChoice.excludeTools.length > 0) await tools();

  const log = createLog(logLevel);
  let opened: Promise<Fleet> | undefined;
  const open = async (): Promise<Fleet> => {
    const { openFleet } = await import("../services/openFleet");
    return openFleet(configuration, ({ method, path, ...rest }) => {
      log("debug", "request", { method, path, ...rest, durationMs: Math.round(rest.durationMs) });
    });
  };
  serveOverStdio(
    {
      identity,
      output,
      timeoutMs,
      log,
      tools,
      allToolNames: async () => (await allTools()).map((tool) => tool.name),
    },
    {
      id: "local",
      name: "the user of this process",
      kind: "local",
      scopes: scopesUpTo("admin"),
      fleet: () => (opened ??= open()),
    },
    async () => (await opened)?.deployment.close(),
  );
}

/** Remembers the answer of a question that always has the same. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
