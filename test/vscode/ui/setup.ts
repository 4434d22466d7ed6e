/** One VS Code with the packaged extension and one Chromium for the whole suite. */
import type { Browser } from "playwright-core";
import { join } from "node:path";
import { startBrowser } from "../../../tools/vscode-e2e/browser";
import { type CodeServer, startCodeServer } from "../../../tools/vscode-e2e/codeServer";
import { artefacts, emptyFolder, vsix } from "../../../tools/vscode-e2e/folders";
import { install, type Installation } from "../../../tools/vscode-e2e/installation";
import { Workbench } from "./workbench";

/** Pictures of what was seen, and of what was there when a test failed. */
const screenshots = join(artefacts, "screenshots");

let installation: Installation | undefined;
let server: CodeServer | undefined;
let browser: Browser | undefined;

export async function start(): Promise<void> {
  emptyFolder(screenshots);
  installation = install();
  server = await startCodeServer(installation, { vsix });
}

export async function stop(): Promise<void> {
  await browser?.close();
  await server?.stop();
}

/** Opens a window in a fresh profile: nobody is signed in, nothing is remembered. */
async function openWindow(of = server): Promise<Workbench> {
  if (installation === undefined || of === undefined) throw new Error("VS Code has not been started");
  // A browser that crashed fails one test, not all that follow.
  if (browser?.isConnected() !== true) browser = await startBrowser(installation);
  return Workbench.open(browser, of, screenshots);
}

/** A window of another VS Code, which has another package of the extension. */
export async function inOther(other: string, use: (workbench: Workbench) => Promise<void>): Promise<void> {
  if (installation === undefined) throw new Error("VS Code has not been installed");
  const otherServer = await startCodeServer(installation, { vsix: other });
  try {
    const workbench = await openWindow(otherServer);
    await use(workbench).finally(() => workbench.close());
  } finally {
    await otherServer.stop();
  }
}

/**
 * A window for the tests of a suite, each of which asks for it at its start. It is opened for the first of them;
 * the one after a failure gets a fresh one, so that no test stands on another.
 * @param prepare what a fresh window needs, for instance a login
 */
export function useWindow(prepare?: (workbench: Workbench) => Promise<void>): () => Promise<Workbench> {
  let current: Workbench | undefined;
  const close = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.close();
  };
  afterEach(async function () {
    if (this.currentTest?.state === "passed") return;
    const name = this.currentTest?.fullTitle().replace(/[^\w]+/g, "-") ?? "";
    await current?.screenshot(`failed-${name}`).catch(() => undefined);
    await close();
  });
  after(close);
  return async () => {
    if (current === undefined) {
      current = await openWindow();
      await prepare?.(current);
    } else {
      await current.tidy();
    }
    return current;
  };
}
