import type { Configuration } from "../models/configuration";
import type { Fleet } from "../services/fleet";
import { scopesUpTo } from "./principal";
import type { ServerIdentity } from "./server";
import { openLoggedFleet, serverOptions } from "./serverOptions";
import { serveOverStdio } from "./stdio";

/**
 * Serves the configured deployment over standard input and output. The deployment is opened at the first call, so
 * that a client does not wait for it at start.
 * @throws ConfigurationError for a toolset or tool there is none of
 */
export async function startFleetServer(
  configuration: Configuration,
  identity: ServerIdentity,
): Promise<void> {
  const options = await serverOptions(configuration, identity, [configuration.token]);
  let opened: Promise<Fleet> | undefined;
  serveOverStdio(
    options,
    {
      id: "local",
      name: "the user of this process",
      kind: "local",
      scopes: scopesUpTo("admin"),
      fleet: () => (opened ??= openLoggedFleet(configuration, options.log)),
    },
    async () => {
      (await opened)?.deployment.close();
      await options.telemetry?.close();
    },
  );
}
