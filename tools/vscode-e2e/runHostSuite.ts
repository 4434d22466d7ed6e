/** Runs the suite of test/vscode/host in the extension host of a real VS Code, which Chromium shows. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { HostResults } from "../../test/vscode/support/hostContract";
import { startBrowser } from "./browser";
import { startCodeServer } from "./codeServer";
import { artefacts, hostBundle, root } from "./folders";
import { recordedFrames, recordFrames, type Recording } from "./frames";
import { environmentFor, withOrders } from "./hostOrders";
import { FUNCTIONS, type HostSuite } from "./hostSuites";
import type { Installation } from "./installation";

const LONGEST_RUN_MS = 900_000;

interface Options {
  /** Runs only tests whose title holds this; all when absent. */
  readonly only?: string | undefined;
  /** FUNCTIONS when absent. */
  readonly suite?: HostSuite;
  /** Given what the window drew, at the end. */
  readonly seen?: (recording: Recording) => void;
}

/**
 * Answers what the suite reported.
 * @throws Error where it did not run to its end
 */
export async function runHostSuite(
  installation: Installation,
  { only = "", suite = FUNCTIONS, seen }: Options = {},
): Promise<HostResults> {
  return withOrders(suite, only, async (orders) => {
    const server = await startCodeServer(installation, {
      testDriver: true,
      environment: environmentFor(orders),
    });
    const browser = await startBrowser(installation);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      // The two functions that VS Code's own tests call in a browser: console output, and the end.
      await page.exposeFunction("codeAutomationLog", () => undefined);
      const ended = new Promise<number>((resolve) => {
        void page.exposeFunction("codeAutomationExit", resolve).catch(() => undefined);
      });
      if (seen !== undefined) await recordFrames(page);
      await page.goto(withPayload(server.url));
      const code = await Promise.race([ended, after(LONGEST_RUN_MS)]);
      if (code === undefined || !existsSync(orders.results)) {
        await page.screenshot({ path: join(artefacts, "host-suite-failed.png") });
        throw new Error(`The suite did not run to its end.\n${server.log().slice(-4000)}`);
      }
      seen?.(await recordedFrames(page));
      return code;
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

/** The workbench's address with what to run in it, which VS Code reads from its query. */
function withPayload(url: string): string {
  const address = new URL(url);
  const remote = (path: string): string => `vscode-remote://${address.host}${path}`;
  address.searchParams.set(
    "payload",
    JSON.stringify([
      ["extensionDevelopmentPath", remote(root.replace(/\/$/, ""))],
      ["extensionTestsPath", remote(join(hostBundle, "index"))],
      ["skipWelcome", "true"],
    ]),
  );
  return address.href;
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, undefined).unref();
  });
}
