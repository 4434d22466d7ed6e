import type { Configuration } from "../models/configuration";
import { VERSION } from "../models/version";
import { openDeployment } from "../repositories/openDeployment";
import type { Fleet } from "./fleet";

/** The fleet a configuration describes. Asks nothing of the network yet. */
export function openFleet(
  configuration: Pick<Configuration, "url" | "token" | "proxy" | "ca" | "workspaceFilter">,
): Promise<Fleet> {
  const { url, token, proxy, ca, workspaceFilter } = configuration;
  return Promise.resolve({
    deployment: openDeployment({
      url,
      token,
      proxy,
      ...(ca === undefined ? {} : { ca }),
      userAgent: `coder-fleet/${VERSION}`,
    }),
    workspaceFilter,
  });
}
