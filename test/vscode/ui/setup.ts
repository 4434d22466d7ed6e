/** One VS Code with the packaged extension and one Chromium for the whole suite; each window is a profile of its own. */
import type { Browser } from "playwright-core";
import { join } from "node:path";
import { startBrowser } from "../../../tools/vscode-e2e/browser";
import { type CodeServer, startCodeServer } from "../../../tools/vscode-e2e/codeServer";
import { artefacts, emptyFolder, vsix } from "../../../tools/vscode-e2e/folders";
import { install } from "../../../tools/vscode-e2e/installation";
import { Workbench } from "./workbench";

/** Pictures of what was seen, and of what was there when a step failed. */
const screenshots = join(artefacts, "screenshots");

let started: { readonly server: CodeServer; readonly browser: Browser } | undefined;
const open = new Set<Workbench>();

/** The running VS Code. */
export function codeServer(): CodeServer {
  if (started === undefined) throw new Error("VS Code has not been started");
  return started.server;
}

/** Opens a window in a fresh profile: nobody is signed in, nothing is remembered. Closed by `close`. */
export async function openWindow(): Promise<Workbench> {
  if (started === undefined) throw new Error("VS Code has not been started");
  const workbench = await Workbench.open(started.browser, started.server, screenshots);
  open.add(workbench);
  return workbench;
}

export async function mochaGlobalSetup(): Promise<void> {
  emptyFolder(screenshots);
  const installation = install();
  const server = await startCodeServer(installation, { vsix });
  try {
    started = { server, browser: await startBrowser(installation) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export async function mochaGlobalTeardown(): Promise<void> {
  await started?.browser.close();
  await started?.server.stop();
}

/** Suites in which a test failed: each test stands on those before it, so the rest would only fail slowly. */
const broken = new WeakSet<Mocha.Suite>();

export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context) {
    const suite = this.currentTest?.parent;
    if (suite !== undefined && broken.has(suite)) this.skip();
  },
  async afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    if (currentTest?.state !== "failed") return;
    if (currentTest.parent !== undefined) broken.add(currentTest.parent);
    const name = currentTest.fullTitle().replace(/[^\w]+/g, "-");
    for (const workbench of open) await workbench.screenshot(`failed-${name}`).catch(() => undefined);
  },
};
