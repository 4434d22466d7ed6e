/** What the suite in the extension host runs against, and whether all of it ran. */
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

/**
 * Runs the suite by `start`, which gets its orders and answers its exit code, and checks what it left.
 * @throws Error where it did not run to its end, or not all of it
 */
export async function withOrders(
  only: string,
  start: (orders: HostOrders) => Promise<number>,
): Promise<HostResults> {
  const files = await buildHostSuite();
  const folder = emptyFolder(join(artefacts, "extension-host"));
  const cliFolder = join(folder, "coder-cli");
  mkdirSync(cliFolder);
  const deployment = await startEmbedded({ agents: 12, speed: 20, control: true });
  const otherDeployment = await startEmbedded({ agents: 6, speed: 20, generation: "chats", control: true });
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
    checkComplete(results, code, only === "" ? files : undefined);
    return results;
  } finally {
    await Promise.all([deployment.stop(), otherDeployment.stop()]);
  }
}

/** Environment of an extension host that runs the suite. */
export function environmentFor(orders: HostOrders): Record<string, string> {
  return { [ORDERS_VARIABLE]: JSON.stringify(orders), CODER_CONFIG_DIR: orders.cliFolder };
}

/** A suite that was cut short, or lost a file, must not look like success. */
function checkComplete({ planned, tests }: HostResults, code: number, files?: number): void {
  const failed = tests.filter(({ state }) => state === "failed").length;
  const filesRun = new Set(tests.map(({ file }) => file)).size;
  if (tests.length < planned) throw new Error(`${planned} tests were planned, ${tests.length} ended`);
  if (files !== undefined && filesRun !== files)
    throw new Error(`${files} test files were built, ${filesRun} ran`);
  if ((code === 0) !== (failed === 0))
    throw new Error(`${failed} tests failed, yet the exit code is ${code}`);
}
