/** What the suite in the extension host runs against. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "../../test/support/embedded";
import {
  type HostOrders,
  hostResults,
  type HostResults,
  ORDERS_VARIABLE,
} from "../../test/vscode/support/hostContract";
import { buildHostSuite } from "./buildHostSuite";
import { artefacts, emptyFolder } from "./folders";
import type { HostSuite } from "./hostSuites";

/**
 * Runs a suite, or those of its tests whose title holds `only`, by `start`, which gets its orders and answers its
 * exit code, and checks what it left.
 * @throws Error where it did not run to its end
 */
export async function withOrders(
  suite: HostSuite,
  only: string,
  start: (orders: HostOrders) => Promise<number>,
): Promise<HostResults> {
  await buildHostSuite(suite.name);
  const folder = emptyFolder(join(artefacts, "extension-host"));
  const cliFolder = join(folder, "coder-cli");
  mkdirSync(cliFolder);
  const deployment = await startEmbedded(suite.deployment);
  const otherDeployment = await startEmbedded(suite.otherDeployment);
  try {
    const orders: HostOrders = {
      results: join(folder, "results.json"),
      measurements: join(folder, "measurements.json"),
      deployment,
      otherDeployment,
      cliFolder,
      only,
    };
    const code = await start(orders);
    const results = hostResults.parse(JSON.parse(readFileSync(orders.results, "utf8")));
    const failed = results.tests.some(({ state }) => state === "failed");
    if ((code === 0) === failed)
      throw new Error(`The extension host ended with code ${code}, unlike its tests`);
    return results;
  } finally {
    await Promise.all([deployment.stop(), otherDeployment.stop()]);
  }
}

/** Environment of an extension host that runs the suite. */
export function environmentFor(orders: HostOrders): Record<string, string> {
  return { [ORDERS_VARIABLE]: JSON.stringify(orders), CODER_CONFIG_DIR: orders.cliFolder };
}
