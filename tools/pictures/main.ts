/**
 * `npm run pictures`: the pictures of README and of the walkthrough, taken of the packaged extension in a real
 * VS Code, on an embedded deployment.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workbench } from "../../test/vscode/ui/workbench";
import { startBrowser } from "../vscode-e2e/browser";
import { startCodeServer } from "../vscode-e2e/codeServer";
import { install } from "../vscode-e2e/installation";
import { packageExtension } from "../vscode-e2e/packageExtension";
import { pictureFonts } from "./fonts";
import { startPictureFleet } from "./pictureFleet";
import { playScenes } from "./scenes";

/** Twice as sharp as the window is large. */
const SCREEN = { deviceScaleFactor: 2 };

/** What would only stand in the way of what is shown. */
const SETTINGS = {
  "window.customTitleBarVisibility": "never",
  "workbench.layoutControl.enabled": false,
  "window.menuBarVisibility": "hidden",
  "breadcrumbs.enabled": false,
  "editor.fontFamily": "monospace",
  // The fleet's address is plain http, to keep certificates out of this.
  "coderFleet.allowHttp": true,
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "coder-fleet-pictures-"));
  const vsix = packageExtension(join(folder, "coder-fleet.vsix"));
  const installation = install();
  const fonts = pictureFonts(folder);
  const fleet = await startPictureFleet();
  const server = await startCodeServer(installation, {
    vsix,
    environment: { http_proxy: fleet.proxy },
    settings: SETTINGS,
  });
  const browser = await startBrowser(installation, fonts);
  try {
    await playScenes(await Workbench.open(browser, server, folder, SCREEN), fleet);
  } finally {
    await browser.close();
    await server.stop();
    await fleet.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
